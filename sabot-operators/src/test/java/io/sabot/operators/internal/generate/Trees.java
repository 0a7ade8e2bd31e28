package io.sabot.operators.internal.generate;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;

import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import java.util.SplittableRandom;

/** Random expressions over columns a0, b0, c0, a1, …, and a flag p. */
record Trees(SplittableRandom random, int types) {
  Expression number(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Expression a = number(depth - 1);
    Expression b = number(depth - 1);
    return switch (random.nextInt(12)) {
      case 0 -> a.plus(b);
      case 1 -> a.minus(b);
      case 2 -> a.times(b);
      case 3 -> a.div(b);
      case 4 -> a.intDiv(b);
      case 5 -> a.rem(b);
      case 6 -> when(predicate(depth - 1)).then(a).otherwise(b);
      case 7 -> coalesce(a, b);
      case 8 -> a.cast(Types.FLOAT64).plus(b);
      case 9 -> a.tryCast(Types.INT32);
      case 10 -> a.cast(Types.INT64).plus(1);
      default -> a;
    };
  }

  Expression predicate(int depth) {
    if (depth == 0) {
      return col("p");
    }
    return switch (random.nextInt(9)) {
      case 0 -> predicate(depth - 1).and(predicate(depth - 1));
      case 1 -> predicate(depth - 1).or(predicate(depth - 1));
      case 2 -> predicate(depth - 1).not();
      case 3 -> number(depth - 1).isNull();
      case 4 -> number(depth - 1).eq(number(depth - 1));
      case 5 -> number(depth - 1).between(number(depth - 1), number(depth - 1));
      case 6 -> number(depth - 1).isIn(1, 2.5, 3);
      default -> number(depth - 1).lt(number(depth - 1));
    };
  }

  private Expression leaf() {
    if (random.nextInt(5) == 0) {
      return random.nextBoolean() ? lit(random.nextInt(5)) : lit(random.nextInt(9) / 2.0);
    }
    return col("abc".charAt(random.nextInt(3)) + "" + random.nextInt(1, 10));
  }
}
