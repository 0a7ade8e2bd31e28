package io.sabot.memory;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.ArrayList;
import java.util.List;

/** The bytes one run may reserve, shared by its stages. Thread-safe. */
public final class MemoryBudget {
  private final long limit;
  private final List<Reservation> open = new ArrayList<>();
  private long reserved;

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

  /** The reservations that hold bytes now, for reports and leak checks. */
  public synchronized List<Reservation> holders() {
    return open.stream().filter(reservation -> reservation.bytes() > 0).toList();
  }

  synchronized void grow(Reservation reservation, long bytes) {
    if (bytes > limit - reserved) {
      throw Problem.at(reservation.name(), ErrorCode.MEMORY_LIMIT)
          .rule("a run may hold " + limit + " bytes")
          .but(
              "%d more were asked for, %d held here, %d by the whole run"
                  .formatted(bytes, reservation.bytes(), reserved))
          .cure("raise RunOptions.withMemoryBudget, or reduce the rows that reach this stage")
          .memory();
    }
    reserved += bytes;
    reservation.add(bytes);
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
