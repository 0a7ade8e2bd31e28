package io.sabot.operators.internal.generate;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.ifElse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.Backend;
import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operators.Filter;
import io.sabot.operators.GroupBy;
import io.sabot.operators.Pipeline;
import io.sabot.operators.PipelineTotals;
import io.sabot.operators.internal.generate.RandomColumns.Nulls;
import io.sabot.operators.internal.generate.RandomColumns.Values;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Totals of generated loops against those of the kernels, over every type a loop holds. */
@Tag("contract")
class TotalsParityTest {
  private static final Schema SCHEMA = GeneratedParityTest.SCHEMA;
  private static final double TOLERANCE = 2e-12;
  private static final double UNIT = 0x1p64;

  @Test
  void everyAggregateOfEveryType() {
    Seed.next()
        .run(random -> {
          for (int type = 1; type < GeneratedParityTest.TYPES.size(); type++) {
            Expression a = col("a" + type);
            for (String function : List.of("count", "sum", "mean", "min", "max")) {
              Aggregate aggregate = new Aggregate(function, List.of(a), "result");
              if (Share.tries(random)) {
                check(List.of(aggregate), a.eq(a).or(col("p")), random);
              }
            }
          }
        });
  }

  @Test
  void randomPipelines() {
    Seed.next()
        .run(random -> {
          Trees trees = new Trees(random, GeneratedParityTest.TYPES.size());
          for (int i = 0; i < Share.of(60); i++) {
            Expression number = trees.number(2);
            check(
                List.of(
                    new Aggregate("count", List.of(), "rows"),
                    new Aggregate("sum", List.of(number), "sum"),
                    new Aggregate("max", List.of(number), "max"),
                    new Aggregate("min", List.of(trees.number(1)), "min"),
                    new Aggregate("mean", List.of(trees.number(2)), "mean")),
                trees.predicate(2),
                random);
          }
        });
  }

  private static void check(
      List<Aggregate> aggregates, Expression condition, SplittableRandom random) {
    Pipeline.Link link = new Pipeline.Link(new Filter(condition), Origin.UNKNOWN);
    PipelineTotals totals = totals(link, aggregates);
    PipelineTotals magnitudes =
        totals(link, aggregates.stream().map(TotalsParityTest::magnitude).toList());
    PipelineTotals reaches =
        totals(link, aggregates.stream().map(TotalsParityTest::reach).toList());
    try (TestAllocator allocator = new TestAllocator()) {
      totals.outputSchema(List.of(SCHEMA));
      RandomColumns columns = new RandomColumns(random, allocator);
      List<Batch> batches = new ArrayList<>();
      Values values = random.nextInt(3) == 0 ? Values.EDGES : Values.SMALL;
      for (int length : new int[] {1 + random.nextInt(70), 64, 2100 + random.nextInt(3000)}) {
        batches.add(columns.batch(SCHEMA, length, Nulls.values()[random.nextInt(4)], values));
      }
      try {
        Object wanted = outcome(totals, Backend.KERNELS, batches, allocator);
        Object given = outcome(totals, Backend.GENERATED, batches, allocator);
        Sizes sizes =
            new Sizes(sizes(magnitudes, batches, allocator), sizes(reaches, batches, allocator));
        compare(wanted, given, sizes, totals.toString());
      } finally {
        batches.forEach(Batch::close);
      }
    } catch (SabotException refused) {
      // a type that the function does not take
    }
  }

  private static PipelineTotals totals(Pipeline.Link link, List<Aggregate> aggregates) {
    return new PipelineTotals(new Pipeline(List.of(link)), new GroupBy(List.of(), aggregates));
  }

  /** What the error of a sum or mean is measured by: the same of absolute values. */
  private static Aggregate magnitude(Aggregate aggregate) {
    List<Expression> absolute =
        aggregate.arguments().stream()
            .map(argument -> argument.tryCast(Types.FLOAT64).abs())
            .toList();
    return isSum(aggregate)
        ? new Aggregate(aggregate.function(), absolute, aggregate.name())
        : aggregate;
  }

  /**
   * How far the finite values of a sum or mean could reach, in a unit in which they fit: where that
   * is beyond a double, an addition may overflow, and then the order of additions decides.
   */
  private static Aggregate reach(Aggregate aggregate) {
    if (!isSum(aggregate)) {
      return new Aggregate("count", List.of(), aggregate.name());
    }
    Expression value = aggregate.arguments().getFirst().tryCast(Types.FLOAT64);
    Expression finite = ifElse(value.isFinite(), value.abs().div(UNIT), 0.0);
    return new Aggregate("sum", List.of(finite), aggregate.name());
  }

  private static boolean isSum(Aggregate aggregate) {
    return List.of("sum", "mean").contains(aggregate.function());
  }

  /** Not a list where the values have no size. */
  private static Object sizes(
      PipelineTotals magnitudes, List<Batch> batches, BufferAllocator allocator) {
    try {
      magnitudes.outputSchema(List.of(SCHEMA));
      return outcome(magnitudes, Backend.KERNELS, batches, allocator);
    } catch (SabotException refused) {
      return refused;
    }
  }

  private static void compare(Object wanted, Object given, Sizes sizes, String at) {
    if (wanted instanceof List<?> all && given instanceof List<?> others) {
      for (int i = 0; i < all.size(); i++) {
        Object one = first(all, i);
        Object other = first(others, i);
        boolean close =
            one instanceof Double x
                && other instanceof Double y
                && (sizes.overflows(i)
                    || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), sizes.of(i)));
        if (!close) {
          assertEquals(one, other, at + " column " + i);
        }
      }
    } else {
      assertEquals(wanted, given, at);
    }
  }

  private static Object first(List<?> columns, int column) {
    return ((List<?>) columns.get(column)).getFirst();
  }

  private static Object outcome(
      PipelineTotals totals, Backend backend, List<Batch> batches, BufferAllocator allocator) {
    RunContext context =
        new RunContext(
            RunOptions.DEFAULTS.withBackend(backend),
            allocator,
            new MemoryBudget(Long.MAX_VALUE),
            "Totals",
            1);
    try (OperatorRun run = totals.open(context, List.of(SCHEMA))) {
      for (Batch batch : batches) {
        run.push(0, batch.share());
      }
      run.finish(0);
      try (Batch result = ((Step.Emit) run.poll()).batch()) {
        return result.columns().stream().map(Parity::values).toList();
      }
    } catch (SabotException failure) {
      return failure.getMessage();
    }
  }

  /** What sums are made of, by column; not lists where the values have no size. */
  private record Sizes(Object magnitudes, Object reaches) {
    double of(int column) {
      boolean known =
          magnitudes instanceof List<?> columns
              && first(columns, column) instanceof Double size
              && Double.isFinite(size);
      return known ? (Double) first((List<?>) magnitudes, column) : 1;
    }

    boolean overflows(int column) {
      return reaches instanceof List<?> columns
          && first(columns, column) instanceof Double reach
          && reach > Double.MAX_VALUE / UNIT;
    }
  }
}
