package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.when;

import io.sabot.expression.Expression;
import io.sabot.stream.Stream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** One question per family of kernels, over {@link PeerRows#mixed} or {@link PeerRows#texts}. */
public enum FormQuestion {
  COMPARISON(true, col("d0").gt(50.0)),
  LOGIC(true, col("d0").gt(50.0).and(col("l0").lt(40_000)).or(col("i0").eq(7))),
  MEMBERSHIP(true, col("i0").isIn(1, 20, 300, 400, 500, 600)),
  NULLS(true, col("d5").isNull().or(col("d5").gt(99.0))),
  ARITHMETIC(false, col("d0").times(0.03).plus(col("e0")).minus(1.5)),
  INTEGERS(false, col("i0").times(2).plus(col("i5"))),
  CHOICE(false, when(col("d0").gt(50.0)).then(col("d0")).otherwise(lit(0.0))),
  CAST(
      false,
      col("l0").cast(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)).plus(col("d0"))),
  MATHEMATICS(false, col("d0").sqrt()),
  TIME(false, col("t0").year()),
  TEXT_LIKE(true, col("url").like("%google%")),
  TEXT_UPPER(false, col("name").upper().octetLength());

  private final boolean condition;
  private final Expression expression;

  FormQuestion(boolean condition, Expression expression) {
    this.condition = condition;
    this.expression = expression;
  }

  PeerRows rows(int count) {
    return name().startsWith("TEXT") ? PeerRows.texts(count, 42) : PeerRows.mixed(count, 42);
  }

  /** Counts the rows of a condition, or adds up values. */
  Stream over(PeerRows rows) {
    return condition
        ? rows.stream().filter(expression).aggregate(count().as("answer"))
        : rows.stream().aggregate(sum(expression).as("answer"));
  }
}
