package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.OperatorTester;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As long as nobody says which keys are needed, all are. */
@Tag("contract")
class NeededKeysTest {
  @Test
  void allRowsPassWhereNothingIsKnown() {
    OperatorTester.of(new NeededKeys(1, List.of("k")))
        .input(table("k:int, v:utf8", row(1, "a"), row(null, "b"), row(1, null)))
        .expectSchema("k:int, v:utf8")
        .expect(row(1, "a"), row(null, "b"), row(1, null))
        .run();
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    NeededKeys keys = new NeededKeys(1, List.of("key"));
    assertThatThrownBy(() -> keys.outputSchema(List.of(table("k:int").schema())))
        .hasMessageContaining("columns are: k");
  }
}
