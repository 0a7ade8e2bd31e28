package io.sabot.operators.internal.sort;

import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The rows of the runs that sort side by side, and the memory they have together. When that is
 * short the largest part goes to disk first, whoever asks. No part is held by a thread that waits
 * for another.
 */
final class SortPool implements AutoCloseable {
  private final SortShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final List<SortedRows> parts = new CopyOnWriteArrayList<>();

  SortPool(SortShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.reservation = context.reserve("rows");
    reservation.onPressure(this::giveBack);
  }

  /** The memory that rows take. */
  Reservation reservation() {
    return reservation;
  }

  /** A part without rows; it stays with this. */
  SortedRows open() {
    return add(SortedRows.of(shape, this, context));
  }

  /** A part without rows, which come with their places; it stays with this. */
  SortedRows openPlaced() {
    return add(SortedRows.placed(shape, this, context));
  }

  private SortedRows add(SortedRows part) {
    parts.add(part);
    return part;
  }

  /** Another stage or run asks: parts that are worked on give back later. */
  private void giveBack(long missing) {
    long enough = reservation.bytes() - missing;
    parts.stream()
        .sorted(Comparator.comparingLong(SortedRows::heldBytes).reversed())
        .takeWhile(part -> part.heldBytes() > 0 && reservation.bytes() > enough)
        .forEach(part -> part.giveBack(missing));
  }

  /**
   * Whether it is worth to try again to add so many bytes: some were written to disk, or other
   * parts have what there is for just this moment. The caller is in no step.
   */
  boolean makesRoom(long bytes) {
    if (spillLargest()) {
      return true;
    }
    Thread.onSpinWait();
    return reservation.hasRoomInstead(bytes);
  }

  /**
   * Writes the largest part to disk, and waits for the step it is in; false where no part has
   * anything. The caller is in none.
   */
  boolean spillLargest() {
    Optional<SortedRows> largest =
        parts.stream().max(Comparator.comparingLong(SortedRows::heldBytes));
    boolean some = largest.isPresent() && largest.get().heldBytes() > 0;
    largest.filter(part -> some).ifPresent(SortedRows::spill);
    return some;
  }

  /** Whether anything is on disk. */
  boolean hasSpilled() {
    return parts.stream().anyMatch(SortedRows::hasSpilled);
  }

  /** All parts. */
  List<SortedRows> parts() {
    return parts;
  }

  @Override
  public void close() {
    try (reservation) {
      parts.forEach(SortedRows::close);
    }
  }
}
