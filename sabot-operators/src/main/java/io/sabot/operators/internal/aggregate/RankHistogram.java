package io.sabot.operators.internal.aggregate;

import java.util.Arrays;

/**
 * How many ranks of a range lie in each of its equal parts, and the first and the last of them
 * there.
 */
final class RankHistogram {
  private final long least;
  private final long greatest;
  private final int shift;
  private final long[] counts;
  private final long[] firsts;
  private final long[] lasts;

  /** A range, both ends included, in at most two to the power of {@code bits} parts. */
  RankHistogram(long least, long greatest, int bits) {
    this.least = least;
    this.greatest = greatest;
    this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(greatest - least) - bits);
    this.counts = new long[1 << bits];
    this.firsts = new long[1 << bits];
    this.lasts = new long[1 << bits];
    Arrays.fill(firsts, Long.MAX_VALUE);
    Arrays.fill(lasts, Long.MIN_VALUE);
  }

  /** Bytes that one of so many parts takes. */
  static long bytes(int bits) {
    return 3L * Long.BYTES << bits;
  }

  /** Counts those that lie in the range. */
  void add(long[] ranks, int count) {
    for (int i = 0; i < count; i++) {
      long rank = ranks[i];
      if (rank >= least && rank <= greatest) {
        int part = (int) (rank - least >>> shift);
        counts[part]++;
        firsts[part] = Math.min(firsts[part], rank);
        lasts[part] = Math.max(lasts[part], rank);
      }
    }
  }

  long total() {
    return Arrays.stream(counts).sum();
  }

  /** The part that has the rank of a place, were all in order. */
  int partOf(long place) {
    int part = 0;
    for (long before = counts[0]; before <= place; before += counts[part]) {
      part++;
    }
    return part;
  }

  /** How many lie in parts before one. */
  long before(int part) {
    return Arrays.stream(counts, 0, part).sum();
  }

  long count(int part) {
    return counts[part];
  }

  long first(int part) {
    return firsts[part];
  }

  long last(int part) {
    return lasts[part];
  }

  /** The first rank behind a part, the largest there is where there is none. */
  long behind(int part) {
    return Arrays.stream(firsts, part + 1, firsts.length).min().orElse(Long.MAX_VALUE);
  }
}
