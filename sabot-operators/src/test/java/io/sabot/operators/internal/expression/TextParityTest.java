package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.concatWs;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function of text gives what the same function of Java's strings gives. */
@Tag("contract")
class TextParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 1024, 1025, 4098};
  private static final String[] LAYOUTS = {"utf8", "large_utf8", "utf8_view", "dictionary<utf8>"};
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    "A",
    "Z",
    "z",
    "%",
    "_",
    " ",
    "0",
    "-",
    "é",
    "É",
    "ß",
    "日本",
    "🙂",
    "e\u0301",
    "\u212a",
    "İ",
    "Σ",
    "longer than eight bytes",
    "abcabcab",
    "\n",
    "ǆ",
    "ı",
    "ɐ"
  };

  /** One row: texts, numbers; some are null. */
  private record Input(
      @Nullable String s, @Nullable String t, @Nullable Long n, @Nullable Long m) {}

  /** A function over columns, literals of the first row, and strings. */
  private record Case(
      String name, Expression expression, Function<Input, @Nullable Object> reference) {}

  @Test
  void agreesWithStrings() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (String nulls : Share.of(List.of("none", "all", "random", "runs"), random)) {
              boolean ascii = random.nextInt(3) == 0;
              String layout = LAYOUTS[random.nextInt(LAYOUTS.length)];
              List<Input> rows = rows(random, length + 3, nulls, ascii);
              check(random, rows, layout, LAYOUTS[random.nextInt(LAYOUTS.length)], length);
            }
          }
        });
  }

  private static void check(
      SplittableRandom random, List<Input> rows, String one, String other, int length) {
    Row[] table = rows.stream().map(r -> Tables.row(r.s, r.t, r.n, r.m)).toArray(Row[]::new);
    int start = Math.min(3, rows.size() - length);
    List<Input> used = rows.subList(start, start + length);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            Tables.table("s:" + one + ", t:" + other + ", n:long, m:long", table).root(allocator)) {
      for (Case test : cases(random)) {
        List<@Nullable Object> expected = new ArrayList<>();
        used.forEach(input -> expected.add(number(test.reference.apply(input))));
        assertThat(values(test.expression, root.slice(start, length)))
            .as(test.name + " over " + one + ", " + other + ", " + length + " rows")
            .isEqualTo(expected);
      }
    }
  }

  private static List<@Nullable Object> values(Expression expression, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(expression.as("result"))).processBatch(root)) {
      return output == null ? List.of() : new ArrayList<>(Rows.of(output).column("result"));
    }
  }

  private static @Nullable Object number(@Nullable Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  private static List<Input> rows(
      SplittableRandom random, int length, String nulls, boolean ascii) {
    List<Input> rows = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      boolean isNull =
          switch (nulls) {
            case "none" -> false;
            case "all" -> true;
            case "runs" -> i / 37 % 2 == 1;
            default -> random.nextInt(4) == 0;
          };
      boolean second = nulls.equals("random") ? random.nextInt(4) == 0 : isNull;
      rows.add(
          new Input(
              isNull ? null : text(random, 6, ascii),
              second ? null : text(random, 2, ascii),
              isNull ? null : random.nextLong(-6, 12),
              second ? null : random.nextLong(-3, 9)));
    }
    return rows;
  }

  private static String text(SplittableRandom random, int pieces, boolean ascii) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(pieces + 1);
    for (int i = 0; i < count; i++) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      text.append(ascii && !piece.chars().allMatch(c -> c < 128) ? "b" : piece);
    }
    return text.toString();
  }

  private static Case of1(
      String name, Expression expression, Function<String, @Nullable Object> reference) {
    return new Case(name, expression, r -> r.s == null ? null : reference.apply(r.s));
  }

  private interface Two {
    @Nullable Object apply(String s, String t);
  }

  private static Case of2(String name, Expression expression, Two reference) {
    return new Case(
        name, expression, r -> r.s == null || r.t == null ? null : reference.apply(r.s, r.t));
  }

  private interface Number1 {
    @Nullable Object apply(String s, long n);
  }

  private static Case ofN(String name, Expression expression, Number1 reference) {
    return new Case(
        name, expression, r -> r.s == null || r.n == null ? null : reference.apply(r.s, r.n));
  }

  private static List<Case> cases(SplittableRandom random) {
    Expression s = col("s");
    Expression t = col("t");
    Expression n = col("n");
    Expression m = col("m");
    String x = text(random, 2, false);
    String y = text(random, 3, false);
    String z = text(random, 12, true);
    long i = random.nextLong(-8, 9);
    long j = random.nextLong(-4, 9);
    List<Case> cases = new ArrayList<>();
    cases.add(of1("length", s.length(), v -> v.codePointCount(0, v.length())));
    cases.add(
        of1(
            "octet_length",
            s.octetLength(),
            v -> v.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
    cases.add(of1("upper", s.upper(), TextReference::upper));
    cases.add(of1("lower", s.lower(), TextReference::lower));
    cases.add(of1("initcap", s.initcap(), TextReference::initcap));
    cases.add(of1("reverse", s.reverse(), TextReference::reverse));
    cases.add(of1("trim", s.trim(), v -> TextReference.trim(v, " ", true, true)));
    cases.add(of1("ltrim", s.ltrim(y), v -> TextReference.trim(v, y, true, false)));
    cases.add(of1("rtrim", s.rtrim("ab "), v -> TextReference.trim(v, "ab ", false, true)));
    cases.add(of1("trim " + y, s.trim(y), v -> TextReference.trim(v, y, true, true)));
    cases.add(of1("substring " + i, s.substring(i), v -> TextReference.substring(v, i, null)));
    cases.add(
        of1("substring " + i + " " + j, s.substring(i, j), v -> TextReference.substring(v, i, j)));
    cases.add(
        new Case(
            "substring",
            s.substring(n, m),
            r ->
                r.s == null || r.n == null || r.m == null
                    ? null
                    : TextReference.substring(r.s, r.n, r.m)));
    cases.add(ofN("left", s.left(n), TextReference::left));
    cases.add(ofN("right", s.right(n), TextReference::right));
    cases.add(of1("left " + i, s.left(i), v -> TextReference.left(v, i)));
    cases.add(of1("right " + i, s.right(i), v -> TextReference.right(v, i)));
    cases.add(of2("concat", concat(s, t), (v, w) -> v + w));
    cases.add(of2("concat 3", concat(s, x, t), (v, w) -> v + x + w));
    cases.add(
        new Case(
            "concat_ws",
            concatWs(x, s, t, "q"),
            r -> {
              List<String> parts = new ArrayList<>();
              for (String part : new String[] {r.s, r.t, "q"}) {
                if (part != null) {
                  parts.add(part);
                }
              }
              return String.join(x, parts);
            }));
    cases.add(
        new Case(
            "concat_ws column",
            concatWs(t, s, lit(x)),
            r -> r.t == null ? null : r.s == null ? x : r.s + r.t + x));
    cases.add(of1("starts_with " + x, s.startsWith(x), v -> v.startsWith(x)));
    cases.add(of1("ends_with " + x, s.endsWith(x), v -> v.endsWith(x)));
    cases.add(of1("contains " + x, s.contains(x), v -> v.contains(x)));
    cases.add(of2("starts_with", s.startsWith(t), String::startsWith));
    cases.add(of2("ends_with", s.endsWith(t), String::endsWith));
    cases.add(of2("contains", s.contains(t), String::contains));
    cases.add(of1("position " + x, s.position(x), v -> TextReference.position(v, x)));
    cases.add(of2("position", s.position(t), TextReference::position));
    String pattern = z.replace("0", "%");
    cases.add(
        of1("like " + pattern, s.like(pattern), v -> TextReference.like(v, pattern, -1, false)));
    String around = "%" + x + "%" + y + "%";
    cases.add(of1("like " + around, s.like(around), v -> TextReference.like(v, around, -1, false)));
    cases.add(
        of1("ilike " + around, s.ilike(around), v -> TextReference.like(v, around, -1, true)));
    cases.add(of2("like", s.like(t), (v, w) -> TextReference.like(v, w, -1, false)));
    cases.add(of2("ilike", s.ilike(t), (v, w) -> TextReference.like(v, w, -1, true)));
    String escaped = "%" + x.replace("!", "") + "!%" + "%";
    cases.add(
        of1(
            "like! " + escaped,
            s.like(escaped, "!"),
            v -> TextReference.like(v, escaped, '!', false)));
    cases.add(of1("replace " + x, s.replace(x, y), v -> TextReference.replace(v, x, y)));
    cases.add(of2("replace", s.replace(t, x), (v, w) -> TextReference.replace(v, w, x)));
    cases.add(of1("split " + x, s.split(x), v -> TextReference.split(v, x)));
    cases.add(of2("split", s.split(t), TextReference::split));
    cases.add(of1("split_part", s.splitPart("a", i), v -> TextReference.splitPart(v, "a", i)));
    cases.add(of1("split_part " + x, s.splitPart(x, j), v -> TextReference.splitPart(v, x, j)));
    cases.add(ofN("lpad " + x, s.lpad(n, x), (v, k) -> TextReference.pad(v, k, x, true)));
    cases.add(ofN("rpad", s.rpad(n), (v, k) -> TextReference.pad(v, k, " ", false)));
    cases.add(of2("rpad 9", s.rpad(9, t), (v, w) -> TextReference.pad(v, 9, w, false)));
    cases.add(ofN("repeat", s.repeat(n), TextReference::repeat));
    cases.add(of1("regexp_matches", s.regexpMatches("^a|b$"), v -> matches(v, "^a|b$")));
    cases.add(of1("regexp_matches \\b", s.regexpMatches("\\ba"), v -> matches(v, "\\ba")));
    cases.add(
        of1(
            "regexp_replace",
            s.regexpReplace("(a+)(b)?", "<$2$1>", "g"),
            v -> TextReference.regexpReplace(v, "(a+)(b)?", "<$2$1>", true)));
    cases.add(
        of1(
            "regexp_replace first",
            s.regexpReplace("b*", x.replace("$", "")),
            v -> TextReference.regexpReplace(v, "b*", x, false)));
    cases.add(
        of1(
            "regexp_extract",
            s.regexpExtract("(\\p{L})(b)?", 2),
            v -> TextReference.regexpExtract(v, "(\\p{L})(b)?", 2)));
    Object[] set = new Object[20];
    for (int k = 0; k < set.length; k++) {
      set[k] = text(random, 2, false);
    }
    cases.add(of1("in", s.isIn(set), v -> List.of(set).contains(v)));
    cases.add(of1("= " + x, s.eq(x), v -> Objects.equals(v, x)));
    return cases;
  }

  private static boolean matches(String text, String pattern) {
    return java.util.regex.Pattern.compile(pattern).matcher(text).find();
  }
}
