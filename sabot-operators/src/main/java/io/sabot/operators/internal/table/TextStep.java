package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.state.ByteValues;
import io.sabot.state.XxHash64;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A step of the values of a string or binary column, as the 96 bits by which {@link TextIndex}
 * finds them: the bytes themselves, filled up with zeros, or a hash and the length.
 */
final class TextStep {
  static final int STEP = 2048;

  private static final int INLINE = 12;

  /** By length: which of the first 8 bytes, and which of the 4 behind, belong to a value. */
  private static final long[] FIRST_MASKS = new long[INLINE + 1];

  private static final int[] SECOND_MASKS = new int[INLINE + 1];

  static {
    for (int length = 0; length <= INLINE; length++) {
      FIRST_MASKS[length] = length >= 8 ? -1L : (1L << (length << 3)) - 1;
      SECOND_MASKS[length] = length == INLINE ? -1 : length <= 8 ? 0 : (1 << (length - 8 << 3)) - 1;
    }
  }

  final long[] firsts = new long[STEP];
  final int[] seconds = new int[STEP];
  final long[] starts = new long[STEP];
  final int[] rows = new int[STEP];
  int count;

  /** What {@link TextIndex} found of each value, and the values it has still to look for. */
  final int[] found = new int[STEP];

  final int[] others = new int[STEP];

  private final int[] lengths = new int[STEP];
  private final boolean[] isLong = new boolean[STEP];
  private final long seed;
  private boolean hasLong;
  private @Nullable Column column;
  private @Nullable ByteValues values;
  private @Nullable MemorySegment single;
  private int base;

  TextStep(long seed) {
    this.seed = seed;
  }

  /** Looks at another column, which stays with the caller. */
  void open(Column other) {
    column = other;
    single = null;
    values = ByteValues.of(other);
  }

  /**
   * Loads the rows that hold a value.
   *
   * @param from the first row, which counts as row {@code start} of the step
   */
  void load(long @Nullable [] valid, int from, int start, int end) {
    Outlined.run(() -> loadRows(valid, from, start, end));
  }

  private void loadRows(long @Nullable [] valid, int from, int start, int end) {
    base = from;
    if (hasLong) {
      Arrays.fill(isLong, false);
      hasLong = false;
    }
    if (valid == null && column.layout() == Layout.VARIABLE) {
      identity(end);
      dense(column.segment(1), column.segment(2));
      return;
    }
    count = 0;
    for (int i = start; i < end; i++) {
      rows[count] = i;
      count += valid == null ? 1 : (int) (valid[from + i >>> 6] >>> from + i & 1);
    }
    if (column.layout() == Layout.VARIABLE) {
      places(column.segment(1));
      words(column.segment(2));
    } else {
      any();
    }
  }

  private void identity(int end) {
    count = end;
    for (int i = 0; i < end; i++) {
      rows[i] = i;
    }
  }

  /** As {@link #places} and {@link #words} for consecutive rows: each starts where one ended. */
  private void dense(MemorySegment offsets, MemorySegment bytes) {
    long last = bytes.byteSize() - INLINE;
    int start = count == 0 ? 0 : offsets.get(Memory.INT, (long) base << 2);
    for (int i = 0; i < count; i++) {
      int end = offsets.get(Memory.INT, (base + i + 1L) << 2);
      starts[i] = start;
      word(i, bytes, start, end - start, last);
      start = end;
    }
  }

  private void places(MemorySegment offsets) {
    for (int i = 0; i < count; i++) {
      long at = (long) (base + rows[i]) << 2;
      int start = offsets.get(Memory.INT, at);
      starts[i] = start;
      lengths[i] = offsets.get(Memory.INT, at + 4) - start;
    }
  }

  /** Twelve bytes are read whatever the length, where there are as many, and then cut. */
  private void words(MemorySegment bytes) {
    long last = bytes.byteSize() - INLINE;
    for (int i = 0; i < count; i++) {
      word(i, bytes, starts[i], lengths[i], last);
    }
  }

  private void word(int item, MemorySegment bytes, long start, int length, long last) {
    if (length > INLINE
        || start > last
        || length > 0 && bytes.get(Memory.BYTE, start + length - 1) == 0) {
      slow(item, bytes, start, length);
      return;
    }
    firsts[item] = bytes.get(Memory.LONG, start) & FIRST_MASKS[length];
    seconds[item] = bytes.get(Memory.INT, start + 8) & SECOND_MASKS[length];
  }

  private void any() {
    for (int i = 0; i < count; i++) {
      int row = base + rows[i];
      starts[i] = values.start(row);
      MemorySegment bytes = values.segment(row);
      word(i, bytes, starts[i], values.length(row), bytes.byteSize() - INLINE);
    }
  }

  private void slow(int item, MemorySegment bytes, long start, int length) {
    isLong[item] = length > INLINE || length > 0 && bytes.get(Memory.BYTE, start + length - 1) == 0;
    if (isLong[item]) {
      hasLong = true;
      firsts[item] = XxHash64.hash(bytes, start, length, seed);
      seconds[item] = length;
      return;
    }
    long first = 0;
    int second = 0;
    for (int b = 0; b < length; b++) {
      long value = bytes.get(Memory.BYTE, start + b) & 0xFFL;
      if (b < 8) {
        first |= value << (b << 3);
      } else {
        second |= (int) value << (b - 8 << 3);
      }
    }
    firsts[item] = first;
    seconds[item] = second;
  }

  /** A step of one value. */
  void one(MemorySegment bytes, long start, int length) {
    single = bytes;
    count = 1;
    rows[0] = 0;
    starts[0] = start;
    isLong[0] = false;
    hasLong = false;
    slow(0, bytes, start, length);
  }

  boolean isLong(int item) {
    return isLong[item];
  }

  /** Whether at least one value does not fit into a slot. */
  boolean hasLong() {
    return hasLong;
  }

  /** The memory in which a value starts at {@link #starts}. */
  MemorySegment segment(int item) {
    return single != null ? single : values.segment(base + rows[item]);
  }
}
