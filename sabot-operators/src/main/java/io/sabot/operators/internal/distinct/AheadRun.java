package io.sabot.operators.internal.distinct;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.SharingRun;
import io.sabot.operator.UnaryRun;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one thread among several: of those with the same key the first passes. Morsels come
 * in the order of the input, so what is dropped has a row before it. Keys lie in memory that is
 * reserved at the start; where they do not fit that, or most rows pass, all pass from then on.
 */
public final class AheadRun extends UnaryRun implements SharingRun {
  /** Keys beyond that are not near enough to be worth looking them up twice. */
  private static final long MOST_BYTES = 32L << 20;

  private static final long FEWEST_BYTES = 1L << 18;

  /** What each thread takes of the budget at most. */
  private static final int SHARE = 32;

  /** So many rows are looked at before it is said that most pass. */
  private static final int TRIED = 1 << 16;

  private final DistinctShape shape;
  private final RunContext context;
  private @Nullable SeenKeys seen;
  private @Nullable Reservation reservation;
  private boolean idle = true;
  private boolean over;
  private long rows;
  private long passed;

  /** A run over input of this shape. */
  public AheadRun(DistinctShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
  }

  @Override
  public OperatorRun share() {
    return new AheadRun(shape, context);
  }

  /** Several threads work. */
  @Override
  public void begin(long morsel) {
    idle = false;
  }

  @Override
  protected void process(Batch batch) {
    SeenKeys keys = idle || over ? null : keys();
    if (keys == null) {
      emit(batch);
      return;
    }
    Batch dense = batch.dense(context.allocator());
    if (!keys.hasRoom(dense)) {
      giveUp();
      emit(dense);
      return;
    }
    RowIds added;
    try {
      added = keys.add(dense);
    } catch (Throwable failure) {
      dense.close();
      throw failure;
    }
    rows += dense.length();
    passed += added.size();
    emit(SeenKeys.only(added, dense));
    if (rows >= TRIED && passed > rows / 2) {
      giveUp();
    }
  }

  private @Nullable SeenKeys keys() {
    if (seen == null) {
      long bytes = Math.min(MOST_BYTES, context.options().memoryBudget() / SHARE);
      reservation = context.reserve("keys ahead");
      if (bytes < FEWEST_BYTES || !reservation.tryGrowAlone(bytes)) {
        giveUp();
        return null;
      }
      seen = new SeenKeys(shape, context.with(new MemoryBudget(bytes)));
    }
    return seen;
  }

  private void giveUp() {
    over = true;
    release();
  }

  @Override
  protected void release() {
    try (Reservation reserved = reservation;
        SeenKeys keys = seen) {
      reservation = null;
      seen = null;
    }
  }
}
