package io.sabot.operators.internal.kernel;

import java.util.Arrays;

/** Where parts end, of any number. */
public final class TextParts {
  private long[] ends;
  private int count;

  /** Room for some parts to begin with. */
  public TextParts(int expected) {
    ends = new long[Math.max(16, expected)];
  }

  void add(long end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, Math.toIntExact(Math.min(2L * count, Integer.MAX_VALUE - 8)));
    }
    ends[count++] = end;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Where each ends; {@link #count} of them are defined. */
  public long[] ends() {
    return ends;
  }
}
