package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.internal.run.BlockingInputs;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator that waits for the end of an input is refused over one that has none. */
@Tag("contract")
class BlockingInputsTest extends ViewsFixture {
  /** Gives back what it is given, whatever it declares. */
  record Declares(int inputs, OperatorProperties properties) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> schemas) {
      return schemas.getFirst();
    }

    @Override
    public VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
      return batch;
    }
  }

  private Source endless() {
    return Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i, 1));
  }

  private static Source ends() {
    return Sources.iterable(Numbers.SCHEMA, List.of());
  }

  private static void assertRefused(ThrowingCallable view, String... parts) {
    assertThatThrownBy(view)
        .isInstanceOfSatisfying(
            PlanException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNBOUNDED_INPUT))
        .hasMessageContainingAll(parts)
        .hasMessageContaining("BlockingInputsTest.java:");
  }

  @Test
  void bothViewsRefuseAnEndlessInput() {
    BatchOperator blocking = new Declares(1, OperatorProperties.BLOCKING);
    String message =
        "Declares: its input must end, but the input reads \"generator\", which never ends;"
            + " take the first rows with limit(n) before it";
    assertRefused(() -> blocking.iterator(options, endless()), message);
    assertRefused(() -> blocking.publisher(options, endless()), message);
    blocking.iterator(options, ends()).close();
  }

  @Test
  void onlyTheInputsItWaitsForMustEnd() {
    BatchOperator second = new Declares(2, OperatorProperties.STATEFUL.withBlocking(1));
    assertRefused(
        () -> second.iterator(options, ends(), endless()),
        "its input 1 must end, but it reads \"generator\"",
        "make the endless input one on which it does not wait");
    BlockingInputs.check(second, input -> input == 0 ? "endless" : null);
  }

  @Test
  void statelessOperatorsRunOverEndlessInputs() {
    BatchOperator forwards = new Declares(1, OperatorProperties.ROW_INDEPENDENT);
    try (BatchIterator numbers = forwards.iterator(options, endless())) {
      assertThat(Numbers.take(numbers.next())).containsExactly(0L);
    }
  }

  @Test
  void aDeclarationThatCannotHoldIsRefusedWithTheCure() {
    assertThatThrownBy(() -> OperatorProperties.ROW_INDEPENDENT.withBlocking(0))
        .hasMessageContaining("the state is STATELESS and inputs [0] block")
        .hasMessageContaining("start from OperatorProperties.STATEFUL or BLOCKING");
    assertThatThrownBy(() -> OperatorProperties.STATEFUL.withParallelismHint(-1))
        .hasMessageContaining("it is -1")
        .hasMessageContaining("or 0 for as many as there are");
  }

  @Test
  void eachChangeLeavesTheRest() {
    OperatorProperties keyed =
        OperatorProperties.BLOCKING
            .withKeys(List.of(List.of("n")))
            .withDensity(Density.SPARSE)
            .withParallelismHint(3);
    assertThat(keyed.blocking()).containsExactly(0);
    assertThat(keyed.keys()).containsExactly(List.of("n"));
    assertThat(keyed.density()).isEqualTo(Density.SPARSE);
    assertThat(keyed.parallelismHint()).isEqualTo(3);
    assertThat(keyed.state()).isEqualTo(OperatorProperties.State.STATEFUL);
  }
}
