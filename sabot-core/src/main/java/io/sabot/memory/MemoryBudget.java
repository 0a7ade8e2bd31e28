package io.sabot.memory;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes one run may reserve, shared by its stages. Thread-safe. */
public final class MemoryBudget {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

  private final long limit;
  private final MemoryGovernor governor;
  private final List<Reservation> open = new ArrayList<>();
  private final Map<String, Long> spilledBefore = new HashMap<>();
  private long reserved;
  private long peak;

  /** A budget of {@code limit} bytes that has nothing in common with others. */
  public MemoryBudget(long limit) {
    this(limit, new MemoryGovernor(Long.MAX_VALUE));
  }

  MemoryBudget(long limit, MemoryGovernor governor) {
    this.limit = limit;
    this.governor = governor;
  }

  /** Opens an empty reservation under a name that refusals will show. */
  public Reservation reserve(String name) {
    return open(name, name);
  }

  /** Opens an empty reservation for a part of a stage; refusals will show both. */
  public Reservation reserve(String stage, String part) {
    return open(stage, stage + " " + part);
  }

  private synchronized Reservation open(String stage, String name) {
    Reservation reservation = new Reservation(this, stage, name);
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
    if (!tryGrow(reservation, bytes) && !takeMinimum(reservation, bytes)) {
      throw refused(reservation, bytes);
    }
  }

  /** What a run cannot do without it has, little as it is, whatever other runs hold. */
  private synchronized boolean takeMinimum(Reservation reservation, long bytes) {
    if (!isWithinOwnLimit(bytes) || bytes > governor.minimum() - reserved) {
      return false;
    }
    governor.takeAnyway(this, bytes);
    hold(reservation, bytes);
    return true;
  }

  private void hold(Reservation reservation, long bytes) {
    reserved += bytes;
    peak = Math.max(peak, reserved);
    reservation.add(bytes);
  }

  /**
   * Asks the other stages, largest first, to give back what is missing, and then other runs, before
   * it says no.
   */
  boolean tryGrow(Reservation reservation, long bytes) {
    return afterAsking(reservation, bytes, () -> take(reservation, bytes));
  }

  /** As {@link #tryGrow}, but nothing is taken. */
  boolean hasRoom(Reservation reservation, long bytes) {
    return afterAsking(reservation, bytes, () -> fits(bytes));
  }

  /** As {@link #hasRoom}, for bytes instead of those that the reservation holds. */
  boolean hasRoomInstead(Reservation reservation, long bytes) {
    return afterAsking(reservation, bytes, () -> fitsInstead(reservation, bytes));
  }

  private synchronized boolean fitsInstead(Reservation reservation, long bytes) {
    long more = bytes - reservation.bytes();
    return more <= 0 || fits(more);
  }

  private boolean afterAsking(Reservation reservation, long bytes, BooleanSupplier take) {
    if (take.getAsBoolean()) {
      return true;
    }
    for (Holder other : others(reservation)) {
      // Not under the lock: giving back is work, and shrinks.
      other.hook.giveBack(missing(bytes));
      if (take.getAsBoolean()) {
        return true;
      }
    }
    return isWithinOwnLimit(bytes) && takeFromOtherRuns(bytes, take);
  }

  private boolean takeFromOtherRuns(long bytes, BooleanSupplier take) {
    for (MemoryBudget richer : governor.richerThan(this)) {
      richer.giveBack(missing(bytes));
      if (take.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** Another run asks, on its thread; what fails here is not its business. */
  private void giveBack(long bytes) {
    for (Holder holder : others(null)) {
      try {
        holder.hook.giveBack(bytes);
      } catch (RuntimeException failure) {
        // The gate keeps it for the run whose state it is.
        LOG.debug("{} could not give back what another run asks for", holder.name, failure);
      }
    }
  }

  private synchronized boolean isWithinOwnLimit(long bytes) {
    return bytes <= limit - reserved;
  }

  synchronized boolean take(Reservation reservation, long bytes) {
    if (!isWithinOwnLimit(bytes) || !governor.take(this, bytes)) {
      return false;
    }
    hold(reservation, bytes);
    return true;
  }

  private synchronized boolean fits(long bytes) {
    boolean fits = isWithinOwnLimit(bytes) && governor.take(this, bytes);
    if (fits) {
      governor.giveBack(bytes);
      if (reserved == 0) {
        governor.holdsNothing(this);
      }
    }
    return fits;
  }

  private synchronized long missing(long bytes) {
    return Math.max(1, Math.max(bytes - (limit - reserved), governor.missing(bytes)));
  }

  /** Who gives back, and what is held in all reservations for which it does. */
  private static final class Holder {
    private final PressureHook hook;
    private final String name;
    private long bytes;

    Holder(PressureHook hook, String name) {
      this.hook = hook;
      this.name = name;
    }
  }

  /** Those who give back, most bytes first; who holds many reservations is asked once. */
  private synchronized List<Holder> others(@Nullable Reservation asking) {
    Map<PressureHook, Holder> holders = new IdentityHashMap<>();
    for (Reservation other : open) {
      PressureHook hook = other.hook();
      if (other != asking && hook != null && other.bytes() > 0) {
        holders.computeIfAbsent(hook, known -> new Holder(known, other.name())).bytes +=
            other.bytes();
      }
    }
    return holders.values().stream()
        .sorted(Comparator.comparingLong((Holder holder) -> holder.bytes).reversed())
        .toList();
  }

  private synchronized MemoryLimitException refused(Reservation reservation, long bytes) {
    Problem.Builder problem =
        Problem.at(reservation.name(), ErrorCode.MEMORY_LIMIT)
            .but(
                "%d more were asked for, %d held and %d spilled here"
                    .formatted(bytes, held(reservation), spilled(reservation)));
    if (!isWithinOwnLimit(bytes)) {
      return problem
          .rule("a run may hold %d bytes, and holds %d".formatted(limit, reserved))
          .cure("raise RunOptions.withMemoryBudget, or reduce the rows that reach this stage")
          .memory();
    }
    return problem
        .rule(
            "all runs may hold %d bytes, and hold %d"
                .formatted(governor.limit(), governor.reserved()))
        .cure("give the process more memory, lower its -Xmx, or run fewer at once")
        .memory();
  }

  /** Bytes that the stage of a reservation holds in all its parts. */
  private long held(Reservation part) {
    return parts(part).mapToLong(Reservation::bytes).sum();
  }

  /** Bytes that the stage of a reservation has written, in parts that are closed, too. */
  private long spilled(Reservation part) {
    long before = spilledBefore.getOrDefault(part.stage(), 0L);
    return before + parts(part).mapToLong(Reservation::spilled).sum();
  }

  private Stream<Reservation> parts(Reservation part) {
    return open.stream().filter(other -> other.stage().equals(part.stage()));
  }

  synchronized void shrink(Reservation reservation, long bytes) {
    reserved -= bytes;
    reservation.add(-bytes);
    governor.giveBack(bytes);
    if (reserved == 0) {
      governor.holdsNothing(this);
    }
  }

  synchronized void pass(Reservation from, long bytes, Reservation to) {
    if (to.budget() != this || bytes > from.bytes()) {
      throw new IllegalArgumentException(
          "%s: what is passed on must be held and stay in the run, but %d of %d bytes go to %s"
              .formatted(from.name(), bytes, from.bytes(), to.name()));
    }
    from.add(-bytes);
    to.add(bytes);
  }

  synchronized void close(Reservation reservation) {
    shrink(reservation, reservation.bytes());
    if (open.remove(reservation) && reservation.spilled() > 0) {
      spilledBefore.merge(reservation.stage(), reservation.spilled(), Long::sum);
    }
  }
}
