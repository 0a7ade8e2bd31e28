package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.using;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.operator.BatchOperator;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every Arrow type as a key and as an argument: what the keyed operators say of it must agree. */
@Tag("contract")
class KeyedTypesTest {
  static final List<String> TYPES = RandomBatches.TYPES;

  @ParameterizedTest
  @FieldSource("TYPES")
  void keyedOperatorsAgreeOnEveryType(String type) {
    Seed.next()
        .run(
            random -> {
              TextTable rows = RandomBatches.of(random).table("k:" + type + ", x:int", 300);
              agree(rows, random.nextInt(1, 80));
            });
  }

  private static void agree(TextTable rows, int cut) {
    long groups = pull(new GroupBy(List.of(col("k")), List.of(count())), rows, cut).size();
    Rows counts = pull(new GroupBy(List.of(col("k")), List.of(count("k"), count())), rows, cut);
    long nullGroups =
        counts.list().stream().filter(row -> Long.valueOf(0).equals(row.get(1))).count();
    long all = counts.list().stream().mapToLong(row -> (long) row.get(2)).sum();
    long valued = counts.list().stream().mapToLong(row -> (long) row.get(1)).sum();
    assertEquals(300, all);
    assertEquals(groups, pull(new Distinct(List.of("k")), rows, cut).size());
    Rows global =
        pull(
            new GroupBy(List.of(), List.of(countDistinct("k"), first("k"), last("k"))),
            rows,
            cut);
    assertEquals(groups - nullGroups, (long) global.list().getFirst().get(0));
    assertEquals(valued, pull(new HashJoin(JoinKind.SEMI, using("k")), rows, cut).size());
    assertEquals(300 - valued, pull(new HashJoin(JoinKind.ANTI, using("k")), rows, cut).size());
    long pairs =
        counts.list().stream().mapToLong(row -> (long) row.get(1) * (long) row.get(1)).sum();
    assertEquals(pairs, pull(new HashJoin(JoinKind.INNER, using("k")), rows, cut).size());
    assertEquals(
        pairs + 2 * (300 - valued),
        pull(new HashJoin(JoinKind.FULL, using("k")), rows, cut).size());
  }

  private static Rows pull(BatchOperator operator, TextTable rows, int cut) {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = rows.root(allocator)) {
      Source[] sources = new Source[operator.inputs()];
      java.util.Arrays.setAll(sources, i -> Sources.table(root, cut));
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(64);
      return Rows.drain(operator.iterator(options, sources));
    }
  }
}
