package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.OperatorProperties;
import io.sabot.source.Sources;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class UnnestTest {
  @ParameterizedTest
  @ValueSource(strings = {"list", "large_list", "list_view", "large_list_view"})
  void givesOneRowPerElementInOrder(String kind) {
    OperatorTester.of(new Unnest("xs"))
        .input(
            table(
                "id:int, xs:" + kind + "<int>, name:utf8",
                row(1, List.of(10, 11), "a"),
                row(2, null, "b"),
                row(3, List.of(), "c"),
                row(4, Arrays.asList(12, null, 14), null),
                row(5, List.of(15), "e")))
        .expect(
            row(1, 10, "a"),
            row(1, 11, "a"),
            row(4, 12, null),
            row(4, null, null),
            row(4, 14, null),
            row(5, 15, "e"))
        .expectSchema("id:int, xs:int, name:utf8")
        .run();
  }

  @Test
  void unnestsFixedSizeListsPassingOverNulls() {
    OperatorTester.of(new Unnest("xs"))
        .input(
            table(
                "xs:fixed_list<utf8,2>, id:int",
                row(List.of("a", "b"), 1),
                row(null, 2),
                row(Arrays.asList(null, "d"), 3)))
        .expect(row("a", 1), row("b", 1), row(null, 3), row("d", 3))
        .run();
  }

  @Test
  void unnestsMapsToStructs() {
    Map<String, Integer> pairs = new LinkedHashMap<>();
    pairs.put("a", 1);
    pairs.put("b", null);
    OperatorTester.of(new Unnest("m"))
        .input(table("id:int, m:map<utf8,int>", row(1, pairs), row(2, Map.of("c", 3))))
        .expect(
            row(1, Arrays.asList("a", 1)),
            row(1, Arrays.asList("b", null)),
            row(2, Arrays.asList("c", 3)))
        .run();
  }

  @Test
  void unnestsListsOfLists() {
    OperatorTester.of(new Unnest("xs"))
        .input(
            table(
                "xs:list<list<int>>",
                row(Arrays.asList(List.of(1, 2), null, List.of())),
                row(List.of(List.of(3)))))
        .expect(row(List.of(1, 2)), row((Object) null), row(List.of()), row(List.of(3)))
        .run();
  }

  @Test
  void outputIsBoundedHoweverLongAListIs() {
    List<Integer> ones = Collections.nCopies(1000, 1);
    TextTable lists = table("xs:list<int>", row(ones), row(List.of(2)), row(ones));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot input = lists.root(allocator);
        BatchIterator batches =
            new Unnest("xs")
                .iterator(
                    RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(64),
                    Sources.batches(List.of(input)))) {
      int rows = 0;
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          assertTrue(batch.getRowCount() <= 64);
          rows += batch.getRowCount();
        }
      }
      assertEquals(2001, rows);
    }
  }

  @Test
  void smallOutputBatchesGiveTheSameRows() {
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      expected.add(row(i / 10, i));
    }
    OperatorTester.of(new Unnest("xs"))
        .input(
            table(
                "id:int, xs:list<int>",
                row(0, List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)),
                row(1, List.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19))))
        .options(options -> options.withBatchRows(3))
        .expect(expected.toArray(Row[]::new))
        .run();
  }

  @Test
  void refusesWhatIsNoListAndNamesTheLists() {
    Unnest unnest = new Unnest("id");
    PlanException wrongType =
        assertThrows(
            PlanException.class,
            () -> unnest.outputSchema(List.of(schema("id:int, xs:list<int>, m:map<utf8,int>"))));
    assertEquals(
        "Unnest: the column must be a list or map, but \"id\" is Int32; name one of [xs, m]",
        wrongType.getMessage());
    PlanException unknown =
        assertThrows(PlanException.class, () -> unnest.outputSchema(List.of(schema("a:int"))));
    assertTrue(unknown.getMessage().contains("the input has no list column"));
  }

  @Test
  void rowsAreIndependent() {
    assertEquals(OperatorProperties.Granularity.ROW, new Unnest("xs").properties().granularity());
  }
}
