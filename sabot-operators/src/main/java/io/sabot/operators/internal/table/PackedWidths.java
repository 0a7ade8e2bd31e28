package io.sabot.operators.internal.table;

import java.util.List;

/** Shares out the 64 bits of a word: each column has what it needs, the smallest get the rest. */
final class PackedWidths {
  private PackedWidths() {}

  /** Says to columns how many bits they have; false where they need more than there are. */
  static boolean settle(List<PackedColumn> columns) {
    int[] bits = columns.stream().mapToInt(PackedColumn::needed).toArray();
    int rest = Long.SIZE;
    for (int needed : bits) {
      rest -= needed;
    }
    if (rest < 0) {
      return false;
    }
    for (int least = least(bits, columns); rest > 0 && least >= 0; rest--) {
      bits[least]++;
      least = least(bits, columns);
    }
    for (int i = 0; i < bits.length; i++) {
      columns.get(i).settle(bits[i]);
    }
    return true;
  }

  private static int least(int[] bits, List<PackedColumn> columns) {
    int least = -1;
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] < columns.get(i).most() && (least < 0 || bits[i] < bits[least])) {
        least = i;
      }
    }
    return least;
  }
}
