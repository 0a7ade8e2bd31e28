package io.sabot.memory;

import org.jspecify.annotations.Nullable;

/** Bytes that one stage of a run has asked for. Closing gives all of them back. */
public final class Reservation implements AutoCloseable {
  private final MemoryBudget budget;
  private final String stage;
  private final String name;
  private long bytes;
  private long spilled;
  private @Nullable PressureHook hook;

  Reservation(MemoryBudget budget, String stage, String name) {
    this.budget = budget;
    this.stage = stage;
    this.name = name;
  }

  /** The stage whose part it is. */
  String stage() {
    return stage;
  }

  /** The stage that holds it, and which part of it. */
  public String name() {
    return name;
  }

  /**
   * Says what to do when another stage asks for bytes that the run does not have. Without this the
   * stage gives nothing back, and the other is refused.
   *
   * @param hook one object for all reservations that it serves: it is asked once for all of them;
   *     called on whichever thread asks, also while this stage works on another: a {@link
   *     PressureGate} keeps the two apart
   */
  public void onPressure(PressureHook hook) {
    budget.listen(this, hook);
  }

  /** Bytes held. */
  public long bytes() {
    synchronized (budget) {
      return bytes;
    }
  }

  /**
   * Asks for more bytes, before they are allocated.
   *
   * @throws io.sabot.MemoryLimitException naming the stage, the bytes asked for and the bytes held
   */
  public void grow(long more) {
    budget.grow(this, more);
  }

  /**
   * As {@link #grow}, for a stage that knows what to do without: false, and nothing is held, where
   * the run has no room for them, even after its other stages were asked to give back.
   */
  public boolean tryGrow(long more) {
    return budget.tryGrow(this, more);
  }

  /** As {@link #tryGrow}, for what is only faster with memory: nobody is asked to give back. */
  public boolean tryGrowAlone(long more) {
    return budget.take(this, more);
  }

  /**
   * Whether {@link #tryGrow} would say yes now; nothing is held, and the peak of the run stays as
   * it is.
   */
  public boolean hasRoom(long more) {
    return budget.hasRoom(this, more);
  }

  /**
   * As {@link #hasRoom}, for bytes that come instead of those held here: what is refused then has
   * no room however much of this is given back.
   */
  public boolean hasRoomInstead(long other) {
    return budget.hasRoomInstead(this, other);
  }

  /** Gives bytes back. */
  public void shrink(long fewer) {
    budget.shrink(this, fewer);
  }

  /**
   * Leaves bytes held here to another reservation of the same run, with what they were taken for;
   * nobody is asked.
   */
  public void pass(long some, Reservation to) {
    budget.pass(this, some, to);
  }

  /** Bytes written to disk instead of being held, so far. */
  public long spilled() {
    synchronized (budget) {
      return spilled;
    }
  }

  /**
   * Counts bytes that were written to disk instead of being held; refusals show the sum of a stage.
   */
  public void spilled(long more) {
    synchronized (budget) {
      spilled += more;
    }
  }

  MemoryBudget budget() {
    return budget;
  }

  /** Called with the budget's lock held. */
  void hook(PressureHook other) {
    hook = other;
  }

  /** Called with the budget's lock held. */
  @Nullable PressureHook hook() {
    return hook;
  }

  /** Called with the budget's lock held. */
  void add(long delta) {
    bytes += delta;
  }

  @Override
  public void close() {
    budget.close(this);
  }
}
