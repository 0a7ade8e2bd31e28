package io.sabot.memory;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bytes one run may reserve, shared by its stages. Thread-safe. */
public final class MemoryBudget {
  private final long limit;
  private final List<Reservation> open = new ArrayList<>();
  private long reserved;
  private long peak;

  /** A budget of {@code limit} bytes. */
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Opens an empty reservation under a name that refusals will show. */
  public synchronized Reservation reserve(String name) {
    Reservation reservation = new Reservation(this, name);
    open.add(reservation);
    return reservation;
  }

  /** Bytes reserved by all stages. */
  public synchronized long reserved() {
    return reserved;
  }

  /** The most bytes that were reserved at once so far. */
  public synchronized long peak() {
    return peak;
  }

  /** The reservations that hold bytes now, for reports and leak checks. */
  public synchronized List<Reservation> holders() {
    return open.stream().filter(reservation -> reservation.bytes() > 0).toList();
  }

  synchronized void listen(Reservation reservation, PressureHook hook) {
    reservation.hook(hook);
  }

  void grow(Reservation reservation, long bytes) {
    if (!tryGrow(reservation, bytes)) {
      throw refused(reservation, bytes);
    }
  }

  /** Asks the other stages, largest first, to give back what is missing, before it says no. */
  boolean tryGrow(Reservation reservation, long bytes) {
    if (take(reservation, bytes)) {
      return true;
    }
    for (Reservation other : others(reservation)) {
      // Not under the lock: giving back is work, and shrinks.
      hook(other).giveBack(missing(bytes));
      if (take(reservation, bytes)) {
        return true;
      }
    }
    return false;
  }

  private synchronized boolean take(Reservation reservation, long bytes) {
    if (bytes > limit - reserved) {
      return false;
    }
    reserved += bytes;
    peak = Math.max(peak, reserved);
    reservation.add(bytes);
    return true;
  }

  private synchronized long missing(long bytes) {
    return Math.max(1, bytes - (limit - reserved));
  }

  private synchronized PressureHook hook(Reservation other) {
    return other.hook();
  }

  private synchronized List<Reservation> others(Reservation asking) {
    return open.stream()
        .filter(other -> !other.equals(asking) && other.bytes() > 0)
        .sorted(Comparator.comparingLong(Reservation::bytes).reversed())
        .toList();
  }

  private synchronized MemoryLimitException refused(Reservation reservation, long bytes) {
    return Problem.at(reservation.name(), ErrorCode.MEMORY_LIMIT)
        .rule("a run may hold %d bytes, and holds %d".formatted(limit, reserved))
        .but(
            "%d more were asked for, %d held and %d spilled here"
                .formatted(bytes, reservation.bytes(), reservation.spilled()))
        .cure("raise RunOptions.withMemoryBudget, or reduce the rows that reach this stage")
        .memory();
  }

  synchronized void shrink(Reservation reservation, long bytes) {
    reserved -= bytes;
    reservation.add(-bytes);
  }

  synchronized void close(Reservation reservation) {
    shrink(reservation, reservation.bytes());
    open.remove(reservation);
  }
}
