package io.sabot.operator;

import io.sabot.batch.Batch;
import java.util.ArrayDeque;

/**
 * The base of runs with one input. Subclasses say what a batch and the end of the input give, and
 * hand results to {@link #emit}; order with signals, the end and clean-up are kept here.
 */
public abstract class UnaryRun implements OperatorRun {
  private final ArrayDeque<Step> ready = new ArrayDeque<>();
  private boolean finished;

  /** Takes a batch of at least one row, and owns it. */
  protected abstract void process(Batch batch);

  /** The input has ended. */
  protected void end() {}

  /**
   * Makes more results where {@link #process} or {@link #end} left some for later, to stay bounded;
   * called when all emitted ones are polled.
   */
  protected void more() {}

  /** Passes a signal on, by default at once. Override to emit held rows before it. */
  protected void receive(Signal signal) {
    pass(signal);
  }

  /** Frees what the subclass holds. */
  protected void release() {}

  /** Queues a batch; an empty one is closed instead. */
  protected final void emit(Batch batch) {
    if (batch.rowCount() == 0) {
      batch.close();
    } else {
      ready.add(new Step.Emit(batch));
    }
  }

  /** Queues a signal. */
  protected final void pass(Signal signal) {
    ready.add(new Step.Pass(signal));
  }

  /** Ends early: upstream will be closed. */
  protected final void stop() {
    finished = true;
  }

  @Override
  public final void push(int input, Batch batch) {
    process(batch);
  }

  @Override
  public final void signal(int input, Signal signal) {
    receive(signal);
  }

  @Override
  public final void finish(int input) {
    if (!finished) {
      end();
      finished = true;
    }
  }

  @Override
  public final Step poll() {
    if (ready.isEmpty()) {
      more();
    }
    Step step = ready.poll();
    return step != null ? step : finished ? Step.DONE : Step.NEEDS_INPUT;
  }

  @Override
  public final void close() {
    for (Step step : ready) {
      if (step instanceof Step.Emit emitted) {
        emitted.batch().close();
      }
    }
    ready.clear();
    release();
  }
}
