package io.sabot.operators.internal.group;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.TimedRun;
import io.sabot.operator.UnaryRun;
import io.sabot.state.LiveState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a grouping that never ends: takes rows, and gives the groups that have changed
 * when it is time, before each barrier, and at the end.
 */
public final class RunningRun extends UnaryRun implements TimedRun, LiveState {
  private final GroupShape shape;
  private final String name;
  private final Duration every;
  private final RunContext context;
  private final GroupInputs inputs;

  /** Whoever touches groups holds it; fair, so that lookups have their turn under full load. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final RunningGroups groups;
  private boolean hasChanges;
  private boolean closed;

  /** What is passed on behind the changes that are being given; null where none are. */
  private @Nullable Signal behind;

  private boolean giving;

  /**
   * A run that has seen nothing.
   *
   * @param name what its state is called
   */
  public RunningRun(GroupShape shape, String name, Duration every, RunContext context) {
    this.shape = shape;
    this.name = name;
    this.every = every;
    this.context = context;
    this.inputs = new GroupInputs(shape, context);
    this.groups = new RunningGroups(shape, context);
    this.hasChanges = shape.keyCount == 0;
    context.states().show(this);
  }

  @Override
  public String name() {
    return name;
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
        update(read, dense.length());
      } finally {
        read.forEach(Column::close);
      }
    }
  }

  private void update(List<Column> read, int rows) {
    lock.lock();
    try {
      groups.update(read, rows);
      hasChanges = true;
    } catch (MemoryLimitException refused) {
      throw tooMany(refused);
    } finally {
      lock.unlock();
    }
  }

  private MemoryLimitException tooMany(MemoryLimitException refused) {
    return Problem.at("EmitChanges", ErrorCode.MEMORY_LIMIT)
        .rule("the state of \"" + name + "\" must fit the memory of the run")
        .but(
            String.format(
                Locale.ROOT,
                "with %,d keys in %,d bytes it asked for more",
                groups.count(),
                groups.heldBytes()))
        .cause(refused)
        .cure(
            "allow more with withMemoryBudget, group by fewer keys, or share the work with more"
                + " members of the group; this state does not go to disk")
        .memory();
  }

  /** What a barrier shuts in has been given before it. */
  @Override
  protected void receive(Signal signal) {
    if (signal instanceof Signal.Barrier) {
      give(signal);
    } else {
      pass(signal);
    }
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
    Batch batch = changes();
    if (batch != null) {
      emit(batch);
      return;
    }
    giving = false;
    hasChanges = false;
    if (behind != null) {
      pass(behind);
    }
  }

  private @Nullable Batch changes() {
    lock.lock();
    try {
      return groups.giveChanges();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable VectorSchemaRoot lookup(List<@Nullable Object> key, BufferAllocator target) {
    lock.lock();
    try {
      return closed ? null : find(key, target);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable VectorSchemaRoot find(List<@Nullable Object> values, BufferAllocator target) {
    List<Column> key = KeyRow.of(values, shape.keys(), name, context);
    try {
      Batch row = groups.find(key);
      return row == null ? null : Doors.toRoot(row, target);
    } finally {
      key.forEach(Column::close);
    }
  }

  @Override
  protected void release() {
    context.states().hide(this);
    lock.lock();
    try {
      closed = true;
      inputs.close();
      groups.close();
    } finally {
      lock.unlock();
    }
  }
}
