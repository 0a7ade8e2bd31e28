package io.sabot.plan;

import static io.sabot.Expressions.aggregate;
import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.udf;
import static io.sabot.Expressions.using;
import static io.sabot.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.Origin;
import io.sabot.PlanException;
import io.sabot.expression.Expression;
import io.sabot.expression.UserFunction;
import io.sabot.function.UserAggregate;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import io.sabot.source.Split;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final Origin HERE = Origin.capture();
  private static final Source FLIGHTS = new Named("flights");
  private static final Source AIRPORTS = new Named("airports");
  private static final BatchOperator OPERATOR = new Same("same");

  @Test
  void everyNodeReadsBackEqual() {
    Plan plan = new Plan.Scan(FLIGHTS, HERE);
    plan = new Plan.Filter(plan, predicate(), HERE);
    plan = new Plan.WithColumns(plan, List.of(everyLiteral().as("all")), HERE);
    plan = new Plan.Apply(List.of(plan), OPERATOR, HERE);
    plan = new Plan.Exchange(plan, new Plan.Distribution.ByKeys(List.of("origin")), HERE);
    Plan airports = new Plan.Select(new Plan.Scan(AIRPORTS, HERE), List.of(col("iata")), HERE);
    airports = new Plan.Exchange(airports, new Plan.Distribution.Broadcast(), HERE);
    plan = new Plan.Join(plan, airports, Plan.JoinKind.LEFT, on("origin", "iata"), null, HERE);
    plan = new Plan.Join(plan, airports, Plan.JoinKind.SEMI, using("iata"), predicate(), HERE);
    plan = new Plan.Unnest(plan, "tags", HERE);
    plan = new Plan.Union(List.of(plan, plan), HERE);
    plan = new Plan.Distinct(plan, List.of(), "distinct", HERE);
    plan =
        new Plan.GroupBy(
            plan, List.of(col("origin")), List.of(count().as("n"), sum("delay")), HERE);
    plan =
        new Plan.EmitChanges(
            plan,
            List.of(col("origin")),
            List.of(sum("n").as("n")),
            Duration.ofMillis(1500),
            "totals",
            HERE);
    plan =
        new Plan.TopN(plan, List.of(desc("n").nullsFirst(), asc("origin")), 5_000_000_000L, HERE);
    plan = new Plan.Limit(new Plan.Sort(plan, List.of(asc("n")), HERE), 10, HERE);

    String text = PlanText.write(plan);
    Plan read =
        PlanText.read(
            text, Map.of("flights", FLIGHTS, "airports", AIRPORTS), Map.of("same", OPERATOR));

    assertThat(read).isEqualTo(plan);
    assertThat(PlanText.write(read)).isEqualTo(text);
  }

  @Test
  void userFunctionsAreReadByTheirNames() {
    UserFunction tariff = udf((double miles, double rate) -> miles * rate).named("tariff");
    Plan plan =
        new Plan.WithColumns(
            new Plan.Scan(FLIGHTS, HERE),
            List.of(tariff.of(col("miles"), col("rate").plus(1)).as("price")),
            HERE);
    String text = PlanText.write(plan);
    assertThat(PlanText.read(text, Map.of("flights", FLIGHTS), Map.of(), Map.of("tariff", tariff)))
        .isEqualTo(plan);
    assertThatThrownBy(() -> PlanText.read(text, Map.of("flights", FLIGHTS), Map.of()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "every user function that the text names must be given, but there is no \"tariff\"");
  }

  /** Only its name counts here. */
  private record Longest() implements UserAggregate {
    @Override
    public String name() {
      return "longest";
    }

    @Override
    public @Nullable ArrowType resultType(List<Field> arguments) {
      return null;
    }

    @Override
    public String takes() {
      return "nothing";
    }

    @Override
    public List<Field> state(List<Field> arguments) {
      return List.of();
    }

    @Override
    public Groups create(List<Field> arguments, BufferAllocator allocator) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aggregatesOfTheUsersOwnAreReadByTheirNames() {
    Longest longest = new Longest();
    Plan plan =
        new Plan.GroupBy(
            new Plan.Scan(FLIGHTS, HERE),
            List.of(col("origin")),
            List.of(aggregate(longest, col("delay")).as("most"), count()),
            HERE);
    String text = PlanText.write(plan);
    Map<String, Source> sources = Map.of("flights", FLIGHTS);
    assertThat(PlanText.read(text, sources, Map.of(), Map.of(), Map.of("longest", longest)))
        .isEqualTo(plan);
    assertThatThrownBy(() -> PlanText.read(text, sources, Map.of()))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(
            "every user aggregate that the text names must be given, but there is no \"longest\"",
            "hand it to PlanText.read");
  }

  @Test
  void aMissingSourceIsNamedWithThoseGiven() {
    String text = PlanText.write(new Plan.Scan(FLIGHTS, HERE));
    assertThatThrownBy(() -> PlanText.read(text, Map.of("airports", AIRPORTS), Map.of()))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "PlanText: every source that the text names must be given,"
                + " but there is no \"flights\"; hand it to PlanText.read; given are"
                + " [airports]");
  }

  @Test
  void textThatIsNoPlanIsRefused() {
    for (String text : List.of("{", "[]", "{\"node\":\"Sink\"}", "null", "{\"node\":\"Limit\"}")) {
      assertThatThrownBy(() -> PlanText.read(text, Map.of(), Map.of()))
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("write the plan again");
    }
  }

  private static Expression predicate() {
    return col("delay").gt(15).and(col("origin").isNotNull()).or(col("x").isIn(1L, 2L, null));
  }

  private static Expression everyLiteral() {
    return coalesce(
        lit(null),
        true,
        (byte) 1,
        2.5f,
        Double.NaN,
        new BigDecimal("12.50"),
        "it's",
        new byte[] {1, -1},
        LocalDate.of(2001, 1, 1),
        Instant.EPOCH,
        when(col("a").eq("b")).then(1).otherwise(col("c").cast(ArrowType.Utf8.INSTANCE)),
        col("d").tryCast(new ArrowType.Int(16, false)));
  }

  private record Named(String name) implements Source {
    @Override
    public Schema schema() {
      return new Schema(List.of());
    }

    @Override
    public Boundedness boundedness() {
      return Boundedness.BOUNDED;
    }

    @Override
    public List<Split> splits() {
      return List.of();
    }
  }

  private record Same(String name) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }
  }
}
