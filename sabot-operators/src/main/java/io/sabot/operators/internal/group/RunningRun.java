package io.sabot.operators.internal.group;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.TimedRun;
import io.sabot.operator.UnaryRun;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a grouping that never ends: takes rows, and gives the groups that have changed
 * when it is time, before each barrier, and at the end.
 */
public final class RunningRun extends UnaryRun implements TimedRun {
  private final Duration every;
  private final RunContext context;
  private final GroupInputs inputs;
  private final RunningState state;

  /** Where the state group of a row stands; negative where rows have none. */
  private final int stateGroup;

  private boolean hasChanges;
  private boolean giving;

  /** What is passed on behind the changes that are being given; null at the end of the input. */
  private @Nullable Signal behind;

  /**
   * A run that has seen nothing.
   *
   * @param name what its state is called
   * @param stateGroup the column of the input that holds the state group of each row; negative
   *     where there is none, and no state outlives the run
   */
  public RunningRun(
      GroupShape shape, String name, Duration every, int stateGroup, RunContext context) {
    this.every = every;
    this.stateGroup = stateGroup;
    this.context = context;
    this.inputs = new GroupInputs(shape, context);
    this.state =
        stateGroup < 0
            ? RunningState.ofOneGroup(shape, name, context)
            : RunningState.ofStateGroups(shape, name, context);
    this.hasChanges = shape.keyCount == 0;
    context.states().show(state);
  }

  @Override
  public Duration interval() {
    return every;
  }

  @Override
  public boolean awaitsTick() {
    return hasChanges;
  }

  /** What waits behind for fuller batches is to leave with the changes. */
  @Override
  public void tick() {
    give(Signal.FLUSH);
  }

  @Override
  protected void process(Batch batch) {
    try (Batch dense = batch.dense(context.allocator())) {
      List<Column> read = inputs.read(dense, 0);
      try {
        update(dense, read);
        hasChanges = true;
      } catch (MemoryLimitException refused) {
        throw state.tooMany(refused);
      } finally {
        read.forEach(Column::close);
      }
    }
  }

  private void update(Batch dense, List<Column> read) {
    if (stateGroup < 0) {
      state.update(RunningState.ONE_GROUP, read, dense.length());
    } else {
      StateGroupRows.each(
          dense.column(stateGroup), read, dense.length(), context.allocator(), state::update);
    }
  }

  /** What a barrier shuts in has been given before it. */
  @Override
  protected void receive(Signal signal) {
    if (signal instanceof Signal.Barrier) {
      give(signal);
    } else {
      follow(signal);
    }
  }

  /** Groups of a source that come and go mean nothing to rows that do not tell theirs. */
  private void follow(Signal signal) {
    if (stateGroup >= 0) {
      context.snapshots().follow(signal, state);
    }
    pass(signal);
  }

  @Override
  protected void end() {
    give(null);
  }

  private void give(@Nullable Signal signal) {
    giving = true;
    behind = signal;
  }

  @Override
  protected void more() {
    if (!giving) {
      return;
    }
    Batch batch = state.giveChanges();
    if (batch != null) {
      emit(batch);
      return;
    }
    giving = false;
    hasChanges = false;
    if (behind != null) {
      follow(behind);
    }
  }

  @Override
  protected void release() {
    context.states().hide(state);
    inputs.close();
    state.close();
  }
}
