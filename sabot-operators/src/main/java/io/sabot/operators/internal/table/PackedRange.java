package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a window around those seen: the code is the distance from its start, plus 1; 0 is
 * null.
 */
final class PackedRange extends PackedColumn {
  private static final int WIDEST = 48;

  private final Field field;
  private final BufferAllocator allocator;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;
  private int bits;
  private long base;

  PackedRange(Field field, RunContext context) {
    this.field = field;
    this.allocator = context.allocator();
  }

  @Override
  void learn(Column values) {
    long[] valid = LogicalValidity.of(values, allocator);
    long[] words = new long[values.length()];
    KeyEncoding.words(values, words);
    for (int i = 0; i < words.length; i++) {
      if (LogicalValidity.get(valid, i)) {
        low = Math.min(low, words[i]);
        high = Math.max(high, words[i]);
      }
    }
  }

  @Override
  boolean pays(long keys) {
    return needed() <= WIDEST;
  }

  @Override
  int needed() {
    if (low > high) {
      return 1;
    }
    long distance = high - low;
    return distance < 0 || distance == Long.MAX_VALUE
        ? Long.SIZE
        : Long.SIZE - Long.numberOfLeadingZeros(distance + 1);
  }

  @Override
  int most() {
    return WIDEST;
  }

  /** What is left of the window lies on both sides. */
  @Override
  void settle(int settled) {
    bits = settled;
    long first = low > high ? 0 : low;
    long rest = limit() - 1 - (low > high ? 0 : high - low);
    base = first < Long.MIN_VALUE + rest / 2 ? Long.MIN_VALUE : first - rest / 2;
    base = Math.min(base, Long.MAX_VALUE - limit());
  }

  /** The largest code. */
  private long limit() {
    return (1L << bits) - 1;
  }

  @Override
  int bits() {
    return bits;
  }

  @Override
  Coder coder() {
    return new Coder() {
      private final long[] values = new long[KeyPacking.STEP];
      private @Nullable Column column;
      private long @Nullable [] valid;

      @Override
      public void open(Column other, long @Nullable [] otherValid) {
        column = other;
        valid = otherValid;
      }

      @Override
      public void code(int from, int count, int shift, long[] words, long[] signs) {
        KeyEncoding.words(column, from, count, values);
        if (valid == null) {
          all(values, base, limit() - 1, count, shift, words, signs);
        } else {
          some(values, valid, from, base, limit() - 1, count, shift, words, signs);
        }
      }
    };
  }

  private static void all(
      long[] values, long base, long last, int count, int shift, long[] words, long[] signs) {
    for (int i = 0; i < count; i++) {
      long distance = values[i] - base;
      words[i] |= distance + 1 << shift;
      signs[i] |= distance | last - distance;
    }
  }

  private static void some(
      long[] values,
      long[] valid,
      int from,
      long base,
      long last,
      int count,
      int shift,
      long[] words,
      long[] signs) {
    for (int i = 0; i < count; i++) {
      long present = -(valid[from + i >>> 6] >>> from + i & 1);
      long distance = values[i] - base;
      words[i] |= (distance + 1 & present) << shift;
      signs[i] |= (distance | last - distance) & present;
    }
  }

  @Override
  Column unpack(RowIds codes) {
    int count = codes.size();
    long[] values = codes.array();
    long[] valid = null;
    for (int i = 0; i < count; i++) {
      if (values[i] == 0) {
        valid = valid == null ? WordColumns.allValid(count) : valid;
        valid[i >>> 6] &= ~(1L << i);
      } else {
        values[i] += base - 1;
      }
    }
    return WordColumns.of(field, values, valid, count, allocator);
  }

  @Override
  public void close() {}
}
