package io.sabot.operators.internal.sort;

import io.sabot.memory.Reservation;
import java.util.concurrent.atomic.AtomicLong;

/** What some rows hold of a reservation that they share with others. Thread-safe. */
final class HeldBytes {
  private final Reservation reservation;
  private final AtomicLong bytes = new AtomicLong();

  /** Nothing yet; the reservation stays with the caller. */
  HeldBytes(Reservation reservation) {
    this.reservation = reservation;
  }

  long bytes() {
    return bytes.get();
  }

  /** Holds more; refused where there is no memory. */
  void grow(long more) {
    reservation.grow(more);
    bytes.addAndGet(more);
  }

  /** Holds more; false where there is no memory. */
  boolean tryGrow(long more) {
    boolean grown = reservation.tryGrow(more);
    if (grown) {
      bytes.addAndGet(more);
    }
    return grown;
  }

  /** Holds more where there is room, without asking others for it. */
  boolean tryGrowAlone(long more) {
    boolean grown = reservation.tryGrowAlone(more);
    if (grown) {
      bytes.addAndGet(more);
    }
    return grown;
  }

  /** Gives some back. */
  void shrink(long fewer) {
    bytes.addAndGet(-fewer);
    reservation.shrink(fewer);
  }

  /** Holds so much from now on; refused where that is more and there is no memory. */
  void resize(long all) {
    long more = all - bytes();
    if (more > 0) {
      grow(more);
    } else {
      shrink(-more);
    }
  }

  /** Takes over all that others hold of the same reservation. */
  void adopt(HeldBytes others) {
    bytes.addAndGet(others.bytes.getAndSet(0));
  }
}
