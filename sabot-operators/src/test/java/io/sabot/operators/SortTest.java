package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.desc;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.expression.SortKey;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.OperatorProperties;
import io.sabot.source.Sources;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class SortTest {
  static final List<String> TYPES = RandomKeys.TYPES;

  @Test
  void nullsStandLastBothWaysUnlessAsked() {
    TextTable input = table("x:int", row(2), row(null), row(1));
    OperatorTester.of(new Sort(List.of(asc("x"))))
        .input(input)
        .expect(row(1), row(2), row(null))
        .run();
    OperatorTester.of(new Sort(List.of(desc("x"))))
        .input(input)
        .expect(row(2), row(1), row(null))
        .run();
    OperatorTester.of(new Sort(List.of(desc("x").nullsFirst())))
        .input(input)
        .expect(row(null), row(2), row(1))
        .run();
  }

  @Test
  void nanIsLargestAndZerosAreEqual() {
    OperatorTester.of(new Sort(List.of(asc("x"), desc("id"))))
        .input(
            table(
                "x:double, id:int",
                row(Double.NaN, 1),
                row(0.0, 2),
                row(Double.POSITIVE_INFINITY, 3),
                row(-0.0, 4),
                row(0.0, 5),
                row(-1.0, 6)))
        .expect(
            row(-1.0, 6),
            row(0.0, 5),
            row(-0.0, 4),
            row(0.0, 2),
            row(Double.POSITIVE_INFINITY, 3),
            row(Double.NaN, 1))
        .run();
  }

  @Test
  void equalRowsKeepTheirOrderAndAllTypesCome() {
    OperatorTester.of(new Sort(List.of(asc("k"))))
        .input(
            table(
                "k:utf8, l:list<int>, s:struct<a:int,b:utf8>, v:utf8_view",
                row("b", List.of(1), List.of(1, "x"), "a view that is long"),
                row("a", null, List.of(2, "y"), "short"),
                row("b", List.of(), null, null),
                row("a", List.of(4, 5), List.of(4, "z"), "another view that is long")))
        .expect(
            row("a", null, List.of(2, "y"), "short"),
            row("a", List.of(4, 5), List.of(4, "z"), "another view that is long"),
            row("b", List.of(1), List.of(1, "x"), "a view that is long"),
            row("b", List.of(), null, null))
        .run();
  }

  @Test
  void keysMayBeExpressions() {
    OperatorTester.of(new Sort(List.of(desc(col("x").times(col("y"))), asc("x"))))
        .input(table("x:int, y:int", row(1, 6), row(2, 3), row(5, 5), row(null, 9), row(-1, 1)))
        .expect(row(5, 5), row(1, 6), row(2, 3), row(-1, 1), row(null, 9))
        .run();
    OperatorTester.of(new Sort(List.of(asc(col("x").intDiv(col("y"))))))
        .input(table("x:int, y:int", row(1, 6), row(2, 0)))
        .expectFailure(ErrorCode.ARITHMETIC, "Sort", "x")
        .run();
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void sortsEveryTypeLikeTheOracle(String type) {
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          TextTable input = keys.table(List.of(type), 24);
          List<SortKey> order = keys.order(1);
          OperatorTester.of(new Sort(order))
              .input(input)
              .options(options -> options.withBatchRows(7))
              .expect(SortOracle.sorted(input.rows(), order).toArray(Row[]::new))
              .run();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 33, 1000, 4097})
  void sortsByManyKeysLikeTheOracle(int rows) {
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          List<String> types = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
          }
          TextTable input = keys.table(types, rows);
          List<SortKey> order = keys.order(3);
          pull(new Sort(order), input, random).assertEquals(SortOracle.sorted(input.rows(), order));
        });
  }

  /** The result over an input cut at random. */
  static Rows pull(
      io.sabot.operator.BatchOperator operator, TextTable input, SplittableRandom random) {
    List<VectorSchemaRoot> roots = new ArrayList<>();
    try (TestAllocator allocator = new TestAllocator()) {
      roots.add(input.slice(0, 0).root(allocator));
      int most = random.nextInt(1, 200);
      for (int start = 0; start < input.rows().size(); ) {
        int count = Math.min(random.nextInt(1, most + 1), input.rows().size() - start);
        roots.add(input.slice(start, count).root(allocator));
        start += count;
      }
      RunOptions options =
          RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(random.nextInt(1, 300));
      try (BatchIterator batches = operator.iterator(options, Sources.batches(roots))) {
        List<Row> rows = new ArrayList<>();
        while (batches.hasNext()) {
          try (VectorSchemaRoot batch = batches.next()) {
            assertTrue(batch.getRowCount() <= options.batchRows());
            rows.addAll(Rows.of(batch).list());
          }
        }
        return Rows.of(batches.schema(), rows);
      } finally {
        roots.forEach(VectorSchemaRoot::close);
      }
    }
  }

  @Test
  void refusesAnOrderThatIsNone() {
    String noKey =
        assertThrows(
                PlanException.class,
                () -> new Sort(List.of()).outputSchema(List.of(schema("x:int"))))
            .getMessage();
    assertTrue(noKey.contains("name a column"), noKey);
    for (String type :
        List.of("interval(day_time)", "list<int>", "struct<a:int>", "map<utf8,int>")) {
      String message =
          assertThrows(
                  PlanException.class,
                  () -> new Sort(List.of(asc("x"))).outputSchema(List.of(schema("x:" + type))))
              .getMessage();
      assertTrue(message.contains("order by a number"), message);
      assertTrue(message.contains("\"x\" is "), message);
    }
    String unknown =
        assertThrows(
                PlanException.class,
                () -> new Sort(List.of(asc("prise"))).outputSchema(List.of(schema("price:int"))))
            .getMessage();
    assertTrue(unknown.contains("price"), unknown);
  }

  @Test
  void declaresThatItBlocks() {
    assertEquals(OperatorProperties.BLOCKING.merging(), new Sort(List.of(asc("x"))).properties());
    assertEquals("Sort[keys=[x asc]]", new Sort(List.of(asc("x"))).toString());
  }
}
