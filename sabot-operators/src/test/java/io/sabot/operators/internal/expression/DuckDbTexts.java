package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.lit;

import io.sabot.expression.Expression;
import io.sabot.operators.internal.expression.DuckDb.Pair;
import java.util.SplittableRandom;

/** Random functions of a text column {@code s}. */
record DuckDbTexts(SplittableRandom random) {
  private static final String[] VALUES = {
    "", "a", "abcdé", "bcdé", "éé", "日本", " a b ", "a,b,,c", "ABab", "🙂b"
  };
  private static final String[] PIECES = {"a", "b", "é", ",", "", "cd"};
  private static final String[] PATTERNS = {"%", "a%", "%é", "%b%", "_", "a_c%", "%,%,%", "日_"};

  /** A text for a row. */
  static String value(SplittableRandom random) {
    return VALUES[random.nextInt(VALUES.length)];
  }

  private String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  Pair text(int depth) {
    if (depth == 0) {
      String value = value(random);
      return random.nextInt(4) == 0 ? new Pair(lit(value), quoted(value)) : new Pair(col("s"), "s");
    }
    Pair of = text(depth - 1);
    Expression x = of.expression();
    String s = of.sql();
    int n = random.nextInt(-3, 5);
    int length = random.nextInt(0, 5);
    String piece = piece();
    return switch (random.nextInt(12)) {
      case 0 -> new Pair(x.upper(), "upper(" + s + ")");
      case 1 -> new Pair(x.lower(), "lower(" + s + ")");
      case 2 -> new Pair(x.trim(), "trim(" + s + ")");
      case 3 -> new Pair(x.reverse(), "reverse(" + s + ")");
      case 4 -> new Pair(x.substring(n, length), "substring(" + s + ", " + n + ", " + length + ")");
      case 5 -> new Pair(x.left(length), "left(" + s + ", " + length + ")");
      case 6 -> new Pair(x.right(length), "right(" + s + ", " + length + ")");
      case 7 -> new Pair(x.repeat(length), "repeat(" + s + ", " + length + ")");
      case 8 -> new Pair(x.lpad(length, "xé"), "lpad(" + s + ", " + length + ", 'xé')");
      case 9 ->
          new Pair(
              x.splitPart(",", length + 1), "split_part(" + s + ", ',', " + (length + 1) + ")");
      case 10 -> new Pair(x.replace("b", piece), "replace(" + s + ", 'b', " + quoted(piece) + ")");
      default -> {
        Pair other = text(0);
        yield new Pair(concat(x, other.expression()), "(" + s + " || " + other.sql() + ")");
      }
    };
  }

  Pair condition() {
    Pair of = text(1);
    Expression x = of.expression();
    String piece = piece();
    String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
    return switch (random.nextInt(5)) {
      case 0 -> new Pair(x.like(pattern), "(" + of.sql() + " like " + quoted(pattern) + ")");
      case 1 -> new Pair(x.ilike(pattern), "(" + of.sql() + " ilike " + quoted(pattern) + ")");
      case 2 ->
          new Pair(x.startsWith(piece), "starts_with(" + of.sql() + ", " + quoted(piece) + ")");
      case 3 -> new Pair(x.endsWith(piece), "suffix(" + of.sql() + ", " + quoted(piece) + ")");
      default -> new Pair(x.contains(piece), "contains(" + of.sql() + ", " + quoted(piece) + ")");
    };
  }

  Pair number() {
    Pair of = text(1);
    return random.nextBoolean()
        ? new Pair(of.expression().length(), "length(" + of.sql() + ")::integer")
        : new Pair(of.expression().position("b"), "position('b' in " + of.sql() + ")::integer");
  }
}
