package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.operators.Filter;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;

/** What users get wrong most, and the whole of what they are told. */
class MistakesTest {
  private static final TextTable ORDERS =
      table(
          "price:double, quantity:int, state:utf8, day:date, at:timestamp(s), code:int8",
          row(9.5, 3, "17", null, null, 100),
          row(1.5, 0, "TX", null, null, 1));

  private static void fails(Expression expression, Class<?> type, String message) {
    assertThatThrownBy(() -> Evaluating.values(expression, ORDERS))
        .isInstanceOf(type)
        .hasMessageStartingWith(message + " (at ");
  }

  @Test
  void textInArithmetic() {
    fails(
        col("state").plus(1),
        PlanException.class,
        "Select: \"plus\" takes numbers, but \"state\" in \"state + 1\" is Utf8;"
            + " cast it to a number, e.g. with cast(Types.INT64);"
            + " it works on Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float16,"
            + " Float32, Float64, Decimal128(12, 2), Date32, Date64, Time(SECOND, 32),"
            + " Time(MICROSECOND, 64), Timestamp(MICROSECOND), Timestamp(MICROSECOND, UTC),"
            + " Duration(MICROSECOND)");
  }

  @Test
  void textComparedWithNumbers() {
    fails(
        col("state").eq(17),
        PlanException.class,
        "Select: comparison needs values of one type, but \"state = 17\" has Utf8 and Int32;"
            + " write the string \"17\", or cast: col(\"state\").cast(Types.INT32)");
    fails(
        col("quantity").eq("3"),
        PlanException.class,
        "Select: comparison needs values of one type, but \"quantity = '3'\" has Int32 and Utf8;"
            + " write the number 3, or cast: col(\"quantity\").cast(ArrowType.Utf8.INSTANCE)");
    fails(
        col("state").lt(col("price")),
        PlanException.class,
        "Select: comparison needs values of one type, but \"state < price\" has Utf8 and Float64;"
            + " cast: col(\"state\").cast(Types.FLOAT64)");
  }

  @Test
  void predicatesThatAreNotBoolean() {
    assertThatThrownBy(() -> new Filter(col("state")).outputSchema(List.of(ORDERS.schema())))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Filter: predicate must be boolean, but \"state\" is Utf8;"
                + " compare it, e.g. col(\"state\").eq(\"text\")");
  }

  @Test
  void columnsThatDoNotExist() {
    fails(
        col("prize").times(2),
        PlanException.class,
        "Select: every column must exist, but \"prize\" does not;"
            + " did you mean \"price\"? columns are: price, quantity, state, day, at, code");
  }

  @Test
  void valuesThatDoNotConvert() {
    fails(
        col("state").cast(Types.INT32),
        RunException.class,
        "Select: a value must fit Int32, but 'TX' in \"cast(state as Int32)\" at row 1 does not;"
            + " use tryCast, which gives null there");
    fails(
        col("code").plus(28),
        RunException.class,
        "Select: a result must fit Int8, but 100 + 28 in \"code + 28\" at row 0 does not;"
            + " cast an argument to a wider type first, e.g. Int64 or Float64");
    fails(
        lit(6).intDiv(col("quantity")),
        RunException.class,
        "Select: a divisor must differ from 0, but 6 // 0 in \"6 // quantity\" at row 1 does not;"
            + " keep zeros out, e.g. when(col(\"x\").ne(0)).then(…).end()");
  }

  @Test
  void theNumberThatHasNoOpposite() {
    TextTable t = table("i:int", row(Integer.MIN_VALUE));
    assertThatThrownBy(() -> Evaluating.values(col("i").negate(), t))
        .hasMessageContaining("must fit Int32, but -(-2147483648) in \"-i\" at row 0 does not");
  }

  @Test
  void longValuesLeaveRoomForTheRow() {
    TextTable t = table("s:utf8", row("x".repeat(200)));
    assertThatThrownBy(() -> Evaluating.values(col("s").cast(Types.INT32), t))
        .hasMessageContaining("… in \"cast(s as In…\" at row 0 does not; use tryCast");
  }

  @Test
  void zonesThatAreNotKnown() {
    fails(
        col("at").cast(new ArrowType.Timestamp(TimeUnit.SECOND, "Europe/Pariss")),
        PlanException.class,
        "Select: a time zone must be known, but \"Europe/Pariss\" in"
            + " \"cast(at as Timestamp(SECOND, Europe/Pariss))\" is not; did you mean"
            + " \"Europe/Paris\"? zones are names such as \"Europe/Paris\" and offsets such as"
            + " \"+02:00\"");
  }
}
