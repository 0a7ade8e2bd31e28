package io.sabot.operators.internal.group;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The order in which a thread visits parts at which one at a time may work: each thread begins
 * elsewhere, and comes back at the end to those at which it met another. In one order for all, a
 * thread that has much to do at each part holds up all that follow it, part by part.
 */
final class PartVisits {
  /** 2^32 / φ: successive threads begin far apart (Knuth, TAOCP 3, 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  private PartVisits() {}

  /**
   * Visits the wanted ones of some parts, a power of two of them.
   *
   * @param wanted says by its number whether a part is
   * @param work is done once for each, by its number
   */
  static void each(List<GroupPart> parts, IntPredicate wanted, IntConsumer work) {
    int mask = parts.size() - 1;
    int first =
        (int) Thread.currentThread().threadId() * SPREAD >>> Integer.numberOfLeadingZeros(mask);
    int[] busy = new int[parts.size()];
    int later = 0;
    for (int i = 0; i < parts.size(); i++) {
      int part = first + i & mask;
      if (!wanted.test(part)) {
        continue;
      }
      if (parts.get(part).isBusy()) {
        busy[later++] = part;
      } else {
        work.accept(part);
      }
    }
    for (int i = 0; i < later; i++) {
      work.accept(busy[i]);
    }
  }
}
