package io.sabot.source;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Constant;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** A part whose columns hold what {@link #BOUNDS} says; n holds nothing but nulls. */
class PruningTest {
  private static final long ROWS = 100;
  private static final ArrowType CENTS = new ArrowType.Decimal(12, 2, 128);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("i", Types.INT32),
              Field.nullable("d", Types.FLOAT64),
              Field.nullable("s", ArrowType.Utf8.INSTANCE),
              Field.nullable("n", Types.INT64),
              Field.nullable("b", Types.BOOL),
              Field.nullable("c", CENTS),
              Field.nullable("r", CENTS),
              Field.nullable("unknown", Types.INT32)));

  private static final Map<String, ColumnBounds> BOUNDS =
      Map.of(
          "i", bounds(new Constant(10L, Types.INT32), new Constant(20L, Types.INT32), 0),
          "d", bounds(new Constant(1.5, Types.FLOAT64), new Constant(2.5, Types.FLOAT64), 0),
          "s", bounds(text("b"), text("d"), 5),
          "n", new ColumnBounds(null, null, OptionalLong.of(ROWS), ROWS),
          "b", bounds(new Constant(false, Types.BOOL), new Constant(false, Types.BOOL), 0),
          "c", bounds(cents("1.00"), cents("2.00"), 0),
          "r", bounds(cents("1.40"), cents("2.60"), 0));

  private static ColumnBounds bounds(Constant lowest, Constant highest, long nulls) {
    return new ColumnBounds(lowest, highest, OptionalLong.of(nulls), ROWS);
  }

  private static Constant text(String value) {
    return new Constant(
        HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)),
        ArrowType.Binary.INSTANCE);
  }

  private static Constant cents(String value) {
    return new Constant(new BigDecimal(value), CENTS);
  }

  private static boolean mayMatch(Expression predicate) {
    return new Pruning("scan", predicate, SCHEMA).mayMatch(BOUNDS);
  }

  private static void rulesOut(Expression... predicates) {
    for (Expression predicate : predicates) {
      assertThat(mayMatch(predicate)).as(predicate.toString()).isFalse();
    }
  }

  private static void reads(Expression... predicates) {
    for (Expression predicate : predicates) {
      assertThat(mayMatch(predicate)).as(predicate.toString()).isTrue();
    }
  }

  @Test
  void comparesWithBothBounds() {
    rulesOut(
        col("i").gt(20).and(col("i").ge(21)),
        col("i").ge(21),
        col("i").lt(5),
        col("i").eq(9),
        col("i").between(21, 30),
        col("i").isIn(1, 2, 30),
        lit(5).gt(col("i")));
    reads(
        col("i").ge(20),
        col("i").le(10),
        col("i").eq(15),
        col("i").ne(15),
        col("i").between(20, 30),
        col("i").isIn(1, 12),
        lit(15).gt(col("i")));
  }

  @Test
  void widerNumbersCompareAsNumbers() {
    rulesOut(col("i").cast(Types.INT64).gt(1L << 40), col("c").gt(new BigDecimal("2.001")));
    reads(col("i").cast(Types.INT64).gt(15), col("c").gt(new BigDecimal("1.999")));
  }

  @Test
  void aCastThatRoundsMayLeaveTheBounds() {
    Expression whole = col("r").cast(new ArrowType.Decimal(20, 0, 128));
    reads(whole.ge(new BigDecimal("3")), whole.le(new BigDecimal("1")));
    rulesOut(col("r").ge(new BigDecimal("3")));
  }

  @Test
  void literalsAloneAreLeftToTheFilter() {
    reads(lit(1).eq(1), lit(1).gt(2), lit(2).between(1, 3));
  }

  @Test
  void nanIsAboveEveryBound() {
    rulesOut(col("d").lt(1.0), col("d").eq(3.0), col("d").between(3.0, 4.0));
    reads(
        col("d").between(3.0, Double.NaN),
        col("d").between(3.0, col("d")),
        col("d").gt(100.0),
        col("d").ge(100.0),
        col("d").eq(Double.NaN),
        col("d").lt(2.0));
  }

  @Test
  void textComparesByItsBytes() {
    rulesOut(col("s").eq("é"), col("s").lt("a"), col("s").isIn("a", "zz"));
    reads(col("s").eq("czz"), col("s").gt("c"));
  }

  @Test
  void knowsNullsAndBooleans() {
    rulesOut(col("n").isNotNull(), col("i").isNull(), col("b"), lit(null).and(col("i").gt(0)));
    reads(col("n").isNull(), col("s").isNull(), col("s").isNotNull(), not(col("b")));
  }

  @Test
  void joinsConditions() {
    rulesOut(col("i").gt(0).and(col("i").gt(30)), col("i").gt(30).or(col("s").eq("x")));
    reads(col("i").gt(30).or(col("s").eq("c")), col("unknown").gt(30));
  }

  @Test
  void looksAtNothingBehindWhatCanFail() {
    Expression fails = col("i").intDiv(col("i")).eq(1);
    reads(fails.and(col("i").gt(30)));
    rulesOut(col("i").gt(30).and(fails));
  }
}
