package io.sabot.operators.internal.generate;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import io.sabot.expression.BoundExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates without keys over the rows that conditions leave, by a generated loop. Of one run,
 * used by one thread at a time.
 */
public final class GeneratedTotals {
  private final List<Sink> sinks;
  private final LoopChoice loops;
  private Totals totals;
  private boolean empty = true;

  private GeneratedTotals(Code code, Backend asked) {
    this.sinks = code.sinks;
    this.loops = new LoopChoice(code.parts, asked);
    this.totals = new Totals(sinks);
  }

  /** What is to be generated, for any number of runs. */
  public static final class Code {
    private final List<Parts.Part> parts;
    private final List<Sink> sinks;

    private Code(List<BoundExpression> conditions, List<Sink> sinks) {
      this.parts = Parts.of(conditions, sinks);
      this.sinks = List.copyOf(sinks);
    }
  }

  /**
   * What would be generated, or null where no loop can be.
   *
   * @param conditions all of which must be true; taken in this order where they can fail
   */
  public static @Nullable Code code(List<BoundExpression> conditions, List<Sink> sinks) {
    return Support.of(conditions, sinks) == Support.NONE ? null : new Code(conditions, sinks);
  }

  /**
   * Totals, or null where there is no code for them, or none is wanted.
   *
   * @param asked generated ones are used at once, others when they are warm
   */
  public static @Nullable GeneratedTotals of(@Nullable Code code, Backend asked) {
    return code == null || !isWanted(asked) ? null : new GeneratedTotals(code, asked);
  }

  /** Whether loops are wanted at all. */
  public static boolean isWanted(Backend asked) {
    return asked == Backend.AUTOMATIC || asked == Backend.GENERATED;
  }

  /**
   * Takes a batch, which stays with the caller.
   *
   * @return false where it did not: there is no loop yet, or none for such a batch, or a row fails
   */
  public boolean add(Batch batch) {
    BlockLoop loop = loops.of(batch);
    if (loop == null) {
      return false;
    }
    long start = System.nanoTime();
    boolean taken = loop.add(batch, totals);
    loops.loopTook(batch.length(), System.nanoTime() - start);
    empty &= !taken;
    return taken;
  }

  /** Takes how long others took for the batch that was not taken. */
  public void kernelsTook(int rows, long nanos) {
    loops.kernelsTook(rows, nanos);
  }

  /** Whether no batch was taken. */
  public boolean isEmpty() {
    return empty;
  }

  /** Forgets every batch. */
  public void clear() {
    totals = new Totals(sinks);
    empty = true;
  }

  /** Rows that took part in a sink. */
  public long count(int sink) {
    return totals.count(sink);
  }

  /** The lower half of a sum of integers, or their extreme one. */
  public long low(int sink) {
    return totals.low(sink);
  }

  /** The upper half of a sum of integers. */
  public long high(int sink) {
    return totals.high(sink);
  }

  /** A sum of floats without what additions lost, or their extreme one. */
  public double real(int sink) {
    return totals.real(sink);
  }

  /** What the additions of a sum of floats lost. */
  public double lost(int sink) {
    return totals.lost(sink);
  }
}
