package io.sabot.operators.internal.distinct;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.table.KeyState;
import io.sabot.state.StateTable;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution: gives first rows as they come, as long as memory holds the keys. Then keys and
 * rows go to disk, and the first of these come when the input ends, or a signal.
 */
public final class DistinctRun extends UnaryRun {
  /** Fewer rows are not tried alone before the keys go to disk. */
  private static final int FEW = 1024;

  private final DistinctShape shape;
  private final RunContext context;
  private final ArrayDeque<Signal> signals = new ArrayDeque<>();
  private @Nullable SeenKeys seen;
  private @Nullable SpilledDistinct spilled;

  /** A run over input of this shape. */
  public DistinctRun(DistinctShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.seen = new SeenKeys(shape, context);
  }

  @Override
  protected void process(Batch batch) {
    take(batch.dense(context.allocator()));
  }

  private void take(Batch dense) {
    SeenKeys keys = seen;
    if (keys != null && dense.length() > FEW && !keys.hasRoom(dense)) {
      try (dense) {
        int half = dense.length() / 2;
        take(dense.slice(0, half, context.allocator()));
        take(dense.slice(half, dense.length() - half, context.allocator()));
      }
    } else if (keys != null && keys.hasRoom(dense)) {
      giveFirsts(keys, dense);
    } else {
      files(dense).add(dense);
    }
  }

  /** Where rows go from here on; the batch is closed where that cannot be made. */
  private SpilledDistinct files(Batch dense) {
    try {
      return spilled();
    } catch (Throwable failure) {
      dense.close();
      throw failure;
    }
  }

  private void giveFirsts(SeenKeys keys, Batch dense) {
    RowIds added;
    try {
      added = keys.add(dense);
    } catch (Throwable failure) {
      dense.close();
      throw failure;
    }
    emit(SeenKeys.only(added, dense));
  }

  /** Memory does not hold the keys: from here on they are on disk. */
  private SpilledDistinct spilled() {
    SpilledDistinct made = spilled;
    if (made == null) {
      made = new SpilledDistinct(shape, context);
      spilled = made;
      try (SeenKeys keys = seen) {
        seen = null;
        if (keys != null) {
          made.remember(keys.table());
        }
      }
    }
    return made;
  }

  @Override
  protected void receive(Signal signal) {
    if (spilled == null) {
      pass(signal);
    } else {
      spilled.answer();
      signals.add(signal);
    }
  }

  @Override
  protected void end() {
    if (spilled != null) {
      spilled.answer();
    }
  }

  @Override
  protected void more() {
    Batch batch = spilled == null ? null : spilled.next();
    if (batch != null) {
      emit(batch);
      return;
    }
    Signal signal = signals.poll();
    if (signal != null) {
      pass(signal);
    }
  }

  @Override
  public List<StateTable> state() {
    SeenKeys keys = seen;
    if (keys == null) {
      throw Problem.at(context.stage(), ErrorCode.MEMORY_LIMIT)
          .rule("state that is written must lie in memory")
          .but("the keys went to disk")
          .cure("raise RunOptions.withMemoryBudget")
          .memory();
    }
    return List.of(new KeyState("Distinct", "keys", keys.table(), context));
  }

  @Override
  protected void release() {
    try (SeenKeys keys = seen;
        SpilledDistinct files = spilled) {
      seen = null;
      spilled = null;
    }
  }
}
