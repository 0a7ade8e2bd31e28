package io.sabot.operator;

import io.sabot.batch.Batch;
import io.sabot.state.StateTable;
import java.util.List;

/**
 * One execution of an operator. It never blocks, starts a thread, sleeps or reads a clock; a driver
 * feeds it and polls it, one thread at a time. Inputs are numbered as in {@link
 * BatchOperator#outputSchema}.
 *
 * <p>A driver polls until {@link Step#NEEDS_INPUT}, then feeds one input that {@link #accepts}. A
 * pushed batch passes to the run, also when {@code push} throws. After a failure only {@link
 * #close} is called.
 */
public interface OperatorRun extends AutoCloseable {
  /**
   * Whether the run takes from this input now; a join takes no probe rows before its build ends.
   */
  default boolean accepts(int input) {
    return true;
  }

  /** Takes a batch of at least one row. Called only when the last poll needed input. */
  void push(int input, Batch batch);

  /** Takes a signal, in order with the batches of its input. */
  void signal(int input, Signal signal);

  /** No more will come from this input. Called once per input. */
  void finish(int input);

  /** What there is to give. */
  Step poll();

  /** The state of this run; valid between a poll that needed input and the next push. */
  default List<StateTable> state() {
    return List.of();
  }

  /** Frees everything, whatever the run was doing. Closing twice does nothing. */
  @Override
  void close();
}
