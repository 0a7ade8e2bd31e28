package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.udf;
import static io.sabot.testkit.Rows.assertRows;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.expression.UserFunction;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class UserFunctionStreamTest {
  private static final UserFunction COST =
      udf((long delay, long miles) -> delay * 74 + (miles >> 3)).named("cost");
  private static final UserFunction DIGITS =
      udf((long n) -> (long) Long.toString(n).length()).named("digits");

  private static void with(BiConsumer<Stream, TestAllocator> test) {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            table(
                    "delay:long, miles:long, origin:utf8",
                    row(10L, 1000L, "SFO"),
                    row(20L, null, "JFK"),
                    row(0L, 15L, "SFO"),
                    row(7L, 100L, null))
                .root(allocator)) {
      Stream stream =
          Stream.fromBatches(List.of(root)).with(RunOptions.DEFAULTS.withAllocator(allocator));
      test.accept(stream, allocator);
    }
  }

  @Test
  void everyVerbTakesThem() {
    with((flights, allocator) -> {
      Stream costs =
          flights
              .filter(udf((String origin) -> !origin.equals("JFK")).of("origin"))
              .withColumn("cost", COST.of("delay", "miles"))
              .select(col("origin"), col("cost"), DIGITS.of("cost").as("digits"));
      assertRows(costs.iterator(), row("SFO", 865L, 3L), row("SFO", 1L, 1L));
      Stream totals =
          flights
              .groupBy(
                  udf((String origin) -> origin.toLowerCase()).named("low").of("origin").as("o"))
              .aggregate(sum(COST.of(col("delay"), col("miles"))).as("cost"))
              .sort(asc("o"));
      assertRows(totals.iterator(), row("jfk", null), row("sfo", 866L), row(null, 530L));
      assertRows(flights.aggregate(sum(DIGITS.of("delay")).as("d")).iterator(), row(6L));
    });
  }

  @Test
  void explainSaysHowTheyRun() {
    with((flights, allocator) -> {
      assertThat(flights.withColumn("cost", COST.of("delay", "miles")).explain())
          .contains("cost(delay, miles)")
          .contains("(cost: translated)");
      assertThat(flights.filter(DIGITS.of("delay").gt(1)).explain())
          .contains("(digits: called in a loop, because it calls Long.toString)");
      assertThat(
              flights
                  .groupBy("origin")
                  .aggregate(sum(DIGITS.of(COST.of("delay", "miles"))))
                  .explain())
          .contains("(cost: translated, digits: called in a loop, because it calls Long.toString)");
    });
  }

  @Test
  void mistakesAndFailuresNameTheVerb() {
    with((flights, allocator) -> {
      assertThatThrownBy(() -> flights.withColumn("x", DIGITS.of("origin")))
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("parameter 1 of \"digits\" is long, but \"origin\" is Utf8")
          .hasMessageContaining("UserFunctionStreamTest.java");
      Stream failing = flights.filter(udf((long d) -> 100 / d > 1).named("inverse").of("delay"));
      assertThatThrownBy(() -> assertRows(failing.iterator()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("row 2: inverse(0) threw java.lang.ArithmeticException: / by zero")
          .hasCauseInstanceOf(ArithmeticException.class);
    });
  }
}
