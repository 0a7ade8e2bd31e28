package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.concatWs;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the functions of text give, line by line of the docs. */
@Tag("contract")
class TextSemanticsTest {
  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  /** The value for a single text, which is a column and then a literal. */
  private static Object one(String text, java.util.function.UnaryOperator<Expression> function) {
    Object value = of(function.apply(col("s")), table("s:utf8", row(text))).getFirst();
    assertThat(of(function.apply(lit(text)), table("s:utf8", row(text))).getFirst())
        .isEqualTo(value);
    return value;
  }

  private static List<Object> list(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value instanceof Integer number ? (Object) number.longValue() : value);
    }
    return list;
  }

  @Test
  void aLiteralIsSearchedWholeWhereItsLastRowIsNull() {
    TextTable patterns = table("p:utf8", row("^é+$"), row("b"), row((Object) null));
    assertThat(of(lit("éé").regexpMatches(col("p")), patterns)).isEqualTo(list(true, false, null));
    assertThat(of(lit("ab").regexpExtract(col("p")), patterns)).isEqualTo(list(null, "b", null));
  }

  @Test
  void lengthsCountCodePointsAndBytes() {
    TextTable t = table("s:utf8", row("aé日🙂"), row(""), row((Object) null));
    assertThat(of(col("s").length(), t)).isEqualTo(list(4, 0, null));
    assertThat(of(col("s").octetLength(), t)).isEqualTo(list(10, 0, null));
    TextTable binary = table("b:fixed_binary(3)", row((Object) new byte[3]));
    assertThat(of(col("b").octetLength(), binary)).isEqualTo(list(3));
    TextTable view = table("b:binary_view", row((Object) new byte[13]), row((Object) null));
    assertThat(of(col("b").octetLength(), view)).isEqualTo(list(13, null));
  }

  @Test
  void caseFollowsTheRootLocale() {
    assertThat(one("straße İ", Expression::upper)).isEqualTo("STRASSE İ");
    assertThat(one("ΟΔΟΣ İ", Expression::lower)).isEqualTo("οδος i̇");
    assertThat(one("hello wORLD o'neil 2nd école", Expression::initcap))
        .isEqualTo("Hello World O'Neil 2nd École");
    assertThat(one("e\u0301COLE ǆ", Expression::initcap)).isEqualTo("E\u0301cole ǅ");
  }

  @Test
  void reverseGoesByCodePoints() {
    assertThat(one("ab🙂é", Expression::reverse)).isEqualTo("é🙂ba");
    assertThat(one("e\u0301", Expression::reverse)).isEqualTo("\u0301e");
  }

  @Test
  void trimTakesSpacesOrTheCharactersGiven() {
    assertThat(one("  a \t ", Expression::trim)).isEqualTo("a \t");
    assertThat(one("  a ", Expression::ltrim)).isEqualTo("a ");
    assertThat(one("  a ", Expression::rtrim)).isEqualTo("  a");
    assertThat(one("xyaéyéx", s -> s.trim("xyé"))).isEqualTo("a");
    assertThat(one("abcab", s -> s.ltrim("ab"))).isEqualTo("cab");
    assertThat(one("abcab", s -> s.rtrim("ab"))).isEqualTo("abc");
    assertThat(one("abc", s -> s.trim(""))).isEqualTo("abc");
    assertThat(one("\u00a0a", Expression::trim)).isEqualTo("\u00a0a");
  }

  @Test
  void substringCountsFromOneOrFromTheEnd() {
    assertThat(one("hello", s -> s.substring(2))).isEqualTo("ello");
    assertThat(one("hello", s -> s.substring(2, 3))).isEqualTo("ell");
    assertThat(one("hello", s -> s.substring(0))).isEqualTo("hello");
    assertThat(one("hello", s -> s.substring(0, 2))).isEqualTo("h");
    assertThat(one("hello", s -> s.substring(-3, 2))).isEqualTo("ll");
    assertThat(one("hello", s -> s.substring(-7, 4))).isEqualTo("he");
    assertThat(one("hello", s -> s.substring(-10, 2))).isEqualTo("");
    assertThat(one("hello", s -> s.substring(3, -2))).isEqualTo("he");
    assertThat(one("hello", s -> s.substring(9, 2))).isEqualTo("");
    assertThat(one("hello", s -> s.substring(Long.MIN_VALUE, Long.MAX_VALUE))).isEqualTo("hell");
    assertThat(one("aé日🙂b", s -> s.substring(2, 3))).isEqualTo("é日🙂");
    assertThat(one("aé日🙂b", s -> s.substring(-2))).isEqualTo("🙂b");
    TextTable t =
        table(
            "s:utf8, i:int8, n:uint32",
            row("hello", 2, 2L),
            row("hello", null, 1L),
            row(null, 1, 1L));
    assertThat(of(col("s").substring(col("i"), col("n")), t)).isEqualTo(list("el", null, null));
  }

  @Test
  void leftAndRight() {
    assertThat(one("héllo", s -> s.left(2))).isEqualTo("hé");
    assertThat(one("hello", s -> s.left(-2))).isEqualTo("hel");
    assertThat(one("hello", s -> s.left(-9))).isEqualTo("");
    assertThat(one("hello", s -> s.left(9))).isEqualTo("hello");
    assertThat(one("héllo", s -> s.right(4))).isEqualTo("éllo");
    assertThat(one("hello", s -> s.right(-2))).isEqualTo("llo");
    assertThat(one("hello", s -> s.right(-9))).isEqualTo("");
    assertThat(one("hello", s -> s.right(0))).isEqualTo("");
  }

  @Test
  void concatIsNullWithANullAndConcatWsPassesThemOver() {
    TextTable t = table("a:utf8, b:utf8", row("x", "y"), row(null, "y"), row(null, null));
    assertThat(of(concat(col("a"), "-", col("b")), t)).isEqualTo(list("x-y", null, null));
    assertThat(of(concat(col("b")), t)).isEqualTo(list("y", "y", null));
    assertThat(of(concatWs(", ", col("a"), col("b"), "z"), t))
        .isEqualTo(list("x, y, z", "y, z", "z"));
    assertThat(of(concatWs("-", col("a"), lit(null), col("b")), t)).isEqualTo(list("x-y", "y", ""));
    assertThat(of(concatWs(lit(null), col("a")), t)).isEqualTo(list(null, null, null));
    assertThat(of(concatWs(col("a"), "1", "2"), t)).isEqualTo(list("1x2", null, null));
  }

  @Test
  void likeKnowsTwoWildcardsAndAnEscapeThatIsGiven() {
    assertThat(one("abc", s -> s.like("a%"))).isEqualTo(true);
    assertThat(one("abc", s -> s.like("%c"))).isEqualTo(true);
    assertThat(one("abc", s -> s.like("%b%"))).isEqualTo(true);
    assertThat(one("abc", s -> s.like("ab"))).isEqualTo(false);
    assertThat(one("", s -> s.like("%"))).isEqualTo(true);
    assertThat(one("", s -> s.like(""))).isEqualTo(true);
    assertThat(one("a", s -> s.like(""))).isEqualTo(false);
    assertThat(one("", s -> s.like("_"))).isEqualTo(false);
    assertThat(one("é🙂", s -> s.like("__"))).isEqualTo(true);
    assertThat(one("a\nc", s -> s.like("a_c"))).isEqualTo(true);
    assertThat(one("axbyc", s -> s.like("a%b_c"))).isEqualTo(true);
    assertThat(one("axbyyc", s -> s.like("a%b_c"))).isEqualTo(false);
    assertThat(one("a\\b", s -> s.like("a\\%"))).isEqualTo(true);
    assertThat(one("10%", s -> s.like("10!%", "!"))).isEqualTo(true);
    assertThat(one("100", s -> s.like("10!%", "!"))).isEqualTo(false);
    assertThat(one("a!b", s -> s.like("a!!b", "!"))).isEqualTo(true);
    TextTable t =
        table(
            "s:utf8, p:utf8", row("abc", "a%"), row("abc", "%x"), row("abc", null), row("_", "!_"));
    assertThat(of(col("s").like(col("p"), "!"), t)).isEqualTo(list(true, false, null, true));
    assertThat(of(col("s").like(lit(null)), t)).isEqualTo(list(null, null, null, null));
  }

  @Test
  void aPatternMustNotEndInItsEscape() {
    TextTable t = table("s:utf8, p:utf8", row("abc", "a%"), row("abc", "a!"));
    assertThatThrownBy(() -> of(col("s").like("a!", "!"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "a pattern must not end in its escape, but 'a!'; write the escape twice");
    assertThatThrownBy(() -> of(col("s").like(col("p"), "!"), t))
        .hasMessageContaining(
            "'a!' in \"like(s, p, '!')\" at row 1 does not; write the escape twice");
    Expression guarded = when(col("p").ne("a!")).then(col("s").like(col("p"), "!")).end();
    assertThat(of(guarded, t)).isEqualTo(list(true, null));
    assertThatThrownBy(() -> of(col("s").like("a", "ab"), t))
        .hasMessageContaining("an escape must be one character, but 'ab'");
  }

  @Test
  void ilikeIgnoresCaseByCodePoint() {
    assertThat(one("ABC", s -> s.ilike("a%"))).isEqualTo(true);
    assertThat(one("ÄBC", s -> s.ilike("ä_c"))).isEqualTo(true);
    assertThat(one("ς", s -> s.ilike("Σ"))).isEqualTo(true);
    assertThat(one("aXb%", s -> s.ilike("AxBx%", "x"))).isEqualTo(false);
    assertThat(one("AXB", s -> s.ilike("axXb", "x"))).isEqualTo(true);
    TextTable t = table("s:utf8, p:utf8", row("ABC", "a%"), row("É", "é"));
    assertThat(of(col("s").ilike(col("p")), t)).isEqualTo(list(true, true));
  }

  @Test
  void startsEndsContains() {
    assertThat(one("abc", s -> s.startsWith("ab"))).isEqualTo(true);
    assertThat(one("abc", s -> s.endsWith("bc"))).isEqualTo(true);
    assertThat(one("abc", s -> s.contains("b"))).isEqualTo(true);
    assertThat(one("abc", s -> s.contains(""))).isEqualTo(true);
    assertThat(one("a%c", s -> s.contains("%"))).isEqualTo(true);
    assertThat(one("abc", s -> s.startsWith("abcd"))).isEqualTo(false);
    TextTable t = table("a:utf8, b:utf8", row("abc", "bc"), row("abc", ""), row("abc", null));
    assertThat(of(col("a").startsWith(col("b")), t)).isEqualTo(list(false, true, null));
    assertThat(of(col("a").endsWith(col("b")), t)).isEqualTo(list(true, true, null));
    assertThat(of(col("a").contains(col("b")), t)).isEqualTo(list(true, true, null));
  }

  @Test
  void positionIsOneBasedAndZeroWhereAbsent() {
    assertThat(one("äbc", s -> s.position("c"))).isEqualTo(3L);
    assertThat(one("abc", s -> s.position("x"))).isEqualTo(0L);
    assertThat(one("abc", s -> s.position(""))).isEqualTo(1L);
  }

  @Test
  void replaceGoesFromTheFront() {
    assertThat(one("aaa", s -> s.replace("aa", "b"))).isEqualTo("ba");
    assertThat(one("aaa", s -> s.replace("", "x"))).isEqualTo("aaa");
    assertThat(one("a-b-c", s -> s.replace("-", ""))).isEqualTo("abc");
    assertThat(one("a-b", s -> s.replace("-", "🙂🙂🙂"))).isEqualTo("a🙂🙂🙂b");
  }

  @Test
  void splitGivesTheParts() {
    assertThat(one("a,b,", s -> s.split(","))).isEqualTo(List.of("a", "b", ""));
    assertThat(one("", s -> s.split(","))).isEqualTo(List.of(""));
    assertThat(one("äb", s -> s.split(""))).isEqualTo(List.of("ä", "b"));
    assertThat(one("", s -> s.split(""))).isEqualTo(List.of(""));
    TextTable t = table("s:utf8", row("a;b"), row((Object) null), row("c"));
    assertThat(of(col("s").split(";"), t)).isEqualTo(list(List.of("a", "b"), null, List.of("c")));
    assertThat(of(col("s").split(lit(null)), t)).isEqualTo(list(null, null, null));
    assertThat(of(col("s").split(";").isNull(), t)).isEqualTo(list(false, true, false));
    Field field =
        Binder.outputField(
            "t", col("s").split(";").as("parts"), io.sabot.testkit.Tables.schema("s:large_utf8"));
    assertThat(field.getChildren().getFirst().getType()).isEqualTo(ArrowType.LargeUtf8.INSTANCE);
    assertThat(of(col("s").split(";"), table("s:large_utf8", row("a;b"), row("c"))))
        .isEqualTo(list(List.of("a", "b"), List.of("c")));
  }

  @Test
  void splitPartCountsFromOneOrFromTheEnd() {
    assertThat(one("a,b,c", s -> s.splitPart(",", 2))).isEqualTo("b");
    assertThat(one("a,b,c", s -> s.splitPart(",", -1))).isEqualTo("c");
    assertThat(one("a,b,c", s -> s.splitPart(",", 4))).isEqualTo("");
    assertThat(one("a,b,c", s -> s.splitPart(",", -4))).isEqualTo("");
    assertThat(one("a,b,c", s -> s.splitPart(",", 0))).isEqualTo("");
    assertThat(one("abc", s -> s.splitPart("", 2))).isEqualTo("b");
  }

  @Test
  void padCutsOrFills() {
    assertThat(one("hi", s -> s.lpad(5, "xy"))).isEqualTo("xyxhi");
    assertThat(one("hi", s -> s.rpad(5, "xy"))).isEqualTo("hixyx");
    assertThat(one("hi", s -> s.lpad(4))).isEqualTo("  hi");
    assertThat(one("é", s -> s.rpad(3, "🙂é"))).isEqualTo("é🙂é");
    assertThat(one("héllo", s -> s.lpad(2))).isEqualTo("hé");
    assertThat(one("hi", s -> s.lpad(-1))).isEqualTo("");
    assertThat(one("hi", s -> s.rpad(5, ""))).isEqualTo("hi");
    TextTable endless = table("s:utf8", row("héy"), row("hi"));
    assertThat(of(col("s").lpad(Long.MAX_VALUE, ""), endless)).isEqualTo(list("héy", "hi"));
    TextTable ascii = table("s:utf8", row("hey"), row("hi"));
    assertThat(of(col("s").rpad(Long.MAX_VALUE, ""), ascii)).isEqualTo(list("hey", "hi"));
  }

  @Test
  void repeatIsBounded() {
    assertThat(one("ab", s -> s.repeat(3))).isEqualTo("ababab");
    assertThat(one("ab", s -> s.repeat(-1))).isEqualTo("");
    assertThat(one("", s -> s.repeat(Long.MAX_VALUE))).isEqualTo("");
    TextTable t = table("s:utf8, n:long", row("ab", 1L), row(null, 1L << 40), row("abc", 1L << 40));
    assertThatThrownBy(() -> of(col("s").repeat(col("n")), t))
        .hasMessageContaining("a text must fit 64 MiB, but 1099511627776 times 3 bytes")
        .hasMessageContaining("in \"repeat(s, n)\" at row 2 does not; bound the count");
    assertThatThrownBy(() -> of(col("s").lpad(col("n")), t))
        .hasMessageContaining("1099511627773 characters more in \"lpad(s, n)\" at row 2");
    Expression guarded = when(col("n").lt(10)).then(col("s").repeat(col("n"))).end();
    assertThat(of(guarded, t)).isEqualTo(list("ab", null, null));
    TextTable open = table("s:utf8, n:long", row("ab", 1L << 40));
    assertThat(of(coalesce(col("s").left(2), col("s").repeat(col("n"))), open))
        .isEqualTo(list("ab"));
  }

  @Test
  void regularExpressionsAreThoseOfJava() {
    assertThat(one("abc", s -> s.regexpMatches("b"))).isEqualTo(true);
    assertThat(one("abc", s -> s.regexpMatches("^b"))).isEqualTo(false);
    assertThat(one("ABC", s -> s.regexpMatches("b", "i"))).isEqualTo(true);
    assertThat(one("a\nb", s -> s.regexpMatches("^b", "m"))).isEqualTo(true);
    assertThat(one("a\nb", s -> s.regexpMatches("a.b", "s"))).isEqualTo(true);
    assertThat(one("aaa", s -> s.regexpReplace("a", "b"))).isEqualTo("baa");
    assertThat(one("aaa", s -> s.regexpReplace("a", "b", "g"))).isEqualTo("bbb");
    assertThat(one("ab", s -> s.regexpReplace("(a)(b)", "$2\\$$1"))).isEqualTo("b$a");
    assertThat(one("äb", s -> s.regexpReplace("(?<x>ä)", "<${x}>"))).isEqualTo("<ä>b");
    assertThat(one("ac", s -> s.regexpReplace("a(b)?c", "[$1]"))).isEqualTo("[]");
    assertThat(one("abc", s -> s.regexpReplace("", "-", "g"))).isEqualTo("-a-b-c-");
    assertThat(one("k=12", s -> s.regexpExtract("\\d+"))).isEqualTo("12");
    assertThat(one("k=12", s -> s.regexpExtract("(\\w)=(\\d+)", 2))).isEqualTo("12");
    assertThat(one("k=12", s -> s.regexpExtract("x"))).isNull();
    assertThat(one("ac", s -> s.regexpExtract("a(b)?c", 1))).isNull();
    assertThat(one("é=12", s -> s.regexpExtract("É=(\\d)", 1, "i"))).isEqualTo("1");
    TextTable t =
        table("s:utf8, p:utf8", row("abc", "b"), row("abc", "^b"), row(null, "b"), row("é", null));
    assertThat(of(col("s").regexpMatches(col("p")), t)).isEqualTo(list(true, false, null, null));
    assertThat(of(col("s").regexpReplace(col("p"), "x"), t))
        .isEqualTo(list("axc", "abc", null, null));
    assertThat(of(col("s").regexpExtract(col("p")), t)).isEqualTo(list("b", null, null, null));
    TextTable groups = table("s:utf8, p:utf8", row(null, "x"), row("k=1", "k=(.)"), row("a", null));
    assertThat(of(col("s").regexpExtract(col("p"), 1), groups)).isEqualTo(list(null, "1", null));
  }

  @Test
  void rowsAreMatchedAlone() {
    TextTable t = table("s:utf8", row("ab"), row("ba"), row("b"));
    assertThat(of(col("s").regexpMatches("^b"), t)).isEqualTo(list(false, true, true));
    assertThat(of(col("s").regexpMatches("b$"), t)).isEqualTo(list(true, false, true));
    assertThat(of(col("s").regexpMatches("(?<=a)b"), t)).isEqualTo(list(true, false, false));
    assertThat(of(col("s").regexpMatches("\\bb\\b"), t)).isEqualTo(list(false, false, true));
    assertThat(of(col("s").contains("bb"), t)).isEqualTo(list(false, false, false));
  }

  @Test
  void expressionsThatAreNoneAreRefusedInThePlan() {
    TextTable t = table("s:utf8, p:utf8", row("abc", "a"), row("abc", "("));
    assertThatThrownBy(() -> of(col("s").regexpMatches("(a"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("must be one of java.util.regex, but '(a' has: Unclosed group")
        .hasMessageContaining("correct it at index 2, or quote");
    assertThatThrownBy(() -> of(col("s").regexpMatches("a", "g"), t))
        .hasMessageContaining("options must be letters of \"ims\", but 'g'");
    assertThatThrownBy(() -> of(col("s").regexpReplace("(a)", "$2"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("'$2' names group 2 of 1; write \\$ for a dollar sign");
    assertThatThrownBy(() -> of(col("s").regexpExtract("(a)", 2), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("2 is none of 1; take 0");
    assertThatThrownBy(() -> of(col("s").regexpMatches(col("p")), t))
        .hasMessageContaining("a pattern must follow java.util.regex, but '('")
        .hasMessageContaining("at row 1 does not; it has: Unclosed group");
    assertThatThrownBy(() -> of(col("s").regexpReplace(col("s"), "$7"), t))
        .hasMessageContaining("'$7' in \"regexp_replace(s, s, '$7')\" at row 0");
  }

  @Test
  void deepExpressionsFailTheRowAndNotTheProcess() {
    TextTable t = table("s:utf8", row("ok"), row("ab".repeat(100_000)));
    assertThatThrownBy(() -> of(col("s").regexpMatches("^(a|b)*$"), t))
        .hasMessageContaining("a text must match within the stack, but 200000 bytes")
        .hasMessageContaining("at row 1 does not; repeat classes instead of groups");
  }

  @Test
  void misuseIsRefusedListingTheTypesThatWork() {
    TextTable t = table("i:int, s:utf8", row(1, "a"));
    assertThatThrownBy(() -> of(col("i").upper(), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"upper\" takes text as text, but \"i\" is Int32")
        .hasMessageContaining("it works on Utf8, LargeUtf8, Utf8View; cast the argument");
    assertThatThrownBy(() -> of(col("s").left("x"), t))
        .hasMessageContaining("\"left\" takes integers as count, but \"'x'\" is Utf8");
    assertThatThrownBy(() -> of(Expression.function("trim", col("s"), col("s")), t))
        .hasMessageContaining("\"trim\" takes a literal as characters");
  }

  @Test
  void resultsAreLargeWhereAnArgumentIs() {
    var schema = io.sabot.testkit.Tables.schema("s:utf8, l:large_utf8, v:utf8_view");
    assertThat(Binder.bind("t", col("s").upper(), schema).type())
        .isEqualTo(ArrowType.Utf8.INSTANCE);
    assertThat(Binder.bind("t", col("v").upper(), schema).type())
        .isEqualTo(ArrowType.Utf8.INSTANCE);
    assertThat(Binder.bind("t", concat(col("s"), col("l")), schema).type())
        .isEqualTo(ArrowType.LargeUtf8.INSTANCE);
    assertThat(Binder.bind("t", col("l").length(), schema).type()).isEqualTo(Types.INT32);
    assertThat(Binder.bind("t", col("s").lpad(5), schema).canFail()).isFalse();
    assertThat(Binder.bind("t", col("s").repeat(5), schema).canFail()).isTrue();
  }

  @Test
  void nullColumnsAndNullLiterals() {
    TextTable t = table("n:null, s:utf8", row(null, "a"), row(null, null));
    assertThat(of(col("n").upper(), t)).isEqualTo(list(null, null));
    assertThat(of(col("s").substring(lit(null)), t)).isEqualTo(list(null, null));
    assertThat(of(concatWs("-", col("n"), col("s")), t)).isEqualTo(list("a", ""));
    assertThat(of(lit("a").upper(), t)).isEqualTo(list("A", "A"));
  }
}
