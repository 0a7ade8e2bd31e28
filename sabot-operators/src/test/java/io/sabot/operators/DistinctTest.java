package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.PlanException;
import io.sabot.operator.OperatorProperties;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DistinctTest {
  private static final TextTable ROWS =
      table(
          "k:long, v:utf8",
          row(2L, "a"),
          row(null, "b"),
          row(2L, "a"),
          row(1L, "a"),
          row(null, null),
          row(2L, "c"),
          row(null, "b"));

  @Test
  void keepsTheFirstOfEachKeyInSourceOrder() {
    OperatorTester.of(new Distinct(List.of("k")))
        .input(ROWS)
        .expect(row(2L, "a"), row(null, "b"), row(1L, "a"))
        .run();
  }

  @Test
  void withoutColumnsComparesWholeRows() {
    OperatorTester.of(new Distinct(List.of()))
        .input(ROWS)
        .expect(row(2L, "a"), row(null, "b"), row(1L, "a"), row(null, null), row(2L, "c"))
        .run();
  }

  @Test
  void comparesNestedValues() {
    OperatorTester.of(new Distinct(List.of("l")))
        .input(
            table(
                "l:list<utf8>",
                row(List.of("a", "bc")),
                row(List.of("ab", "c")),
                row(List.of("a", "bc")),
                row(List.of()),
                row((Object) null)))
        .expect(
            row(List.of("a", "bc")), row(List.of("ab", "c")), row(List.of()), row((Object) null))
        .run();
  }

  @Test
  void declaresWhatItNeeds() {
    assertEquals(List.of(List.of("k")), new Distinct(List.of("k")).properties().keys());
    assertEquals(List.of(), new Distinct(List.of()).properties().keys());
    assertEquals(Set.of(), new Distinct(List.of()).properties().blocking());
    assertEquals(OperatorProperties.State.STATEFUL, new Distinct(List.of()).properties().state());
  }

  @Test
  void refusesUnknownColumns() {
    PlanException failure =
        assertThrows(
            PlanException.class,
            () -> new Distinct(List.of("stat")).outputSchema(List.of(schema("state:int, x:int"))));
    assertTrue(failure.getMessage().contains("did you mean \"state\"?"), failure.getMessage());
  }
}
