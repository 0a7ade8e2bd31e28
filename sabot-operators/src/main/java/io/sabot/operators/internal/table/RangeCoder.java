package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import org.jspecify.annotations.Nullable;

/** Words in a window of numbers: the code is the distance from the start of the window, plus 1. */
final class RangeCoder extends KeyCoder {
  private static final int WIDEST = 32;

  private final RunContext context;
  private final Reservation reservation;
  private final long base;
  private final int bits;
  private long low;
  private long high;
  private @Nullable Column column;
  private long @Nullable [] valid;

  /** A window that holds nothing but nulls. */
  RangeCoder(RunContext context, Reservation reservation) {
    this(context, reservation, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  private RangeCoder(
      RunContext context, Reservation reservation, long base, int bits, long low, long high) {
    this.context = context;
    this.reservation = reservation;
    this.base = base;
    this.bits = bits;
    this.low = low;
    this.high = high;
  }

  /**
   * A window from the one to the other, which may be so wide that a word holds nothing besides, or
   * null where their distance is no positive number.
   */
  static @Nullable RangeCoder between(
      long low, long high, RunContext context, Reservation reservation) {
    long distance = high - low;
    return distance < 0
        ? null
        : new RangeCoder(context, reservation, low, bits(distance), low, high);
  }

  /** Bits for as many codes as there are numbers up to this distance, and for null. */
  private static int bits(long distance) {
    return Long.SIZE - Long.numberOfLeadingZeros(distance + 1);
  }

  @Override
  int bits() {
    return bits;
  }

  @Override
  void open(Column other, long @Nullable [] otherValid) {
    column = other;
    valid = otherValid;
  }

  @Override
  boolean code(int from, int count, long[] codes) {
    KeyEncoding.words(column, from, count, codes);
    // A null counts as the value before it; those in front of all values are left out.
    int first = valid == null ? 0 : RowBits.carry(codes, valid, from, 0, count);
    long lowest = low;
    long highest = high;
    for (int i = first; i < count; i++) {
      lowest = Math.min(lowest, codes[i]);
      highest = Math.max(highest, codes[i]);
    }
    low = lowest;
    high = highest;
    if (lowest <= highest && !(covers(lowest) && covers(highest))) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      codes[i] = codes[i] - base + 1;
    }
    clearNulls(valid, from, count, codes);
    return true;
  }

  private boolean covers(long word) {
    long distance = word - base;
    return distance >= 0 && distance < (1L << bits) - 1;
  }

  @Override
  Lookup lookup(Column looked, long @Nullable [] present) {
    return (from, count, codes) -> {
      KeyEncoding.words(looked, from, count, codes);
      for (int i = 0; i < count; i++) {
        codes[i] = covers(codes[i]) ? codes[i] - base + 1 : -1;
      }
      clearNulls(present, from, count, codes);
    };
  }

  /** A window with as much again to both sides, or a dictionary where it would be too wide. */
  @Override
  KeyCoder wider() {
    long distance = high - low;
    int needed = bits(distance);
    if (distance < 0 || needed > WIDEST) {
      return new DictionaryCoder(context, reservation);
    }
    long rest = (1L << needed) - 2 - distance;
    long before = rest / 2;
    long start = low < Long.MIN_VALUE + before ? Long.MIN_VALUE : low - before;
    start = Math.min(start, Long.MAX_VALUE - ((1L << needed) - 2));
    return new RangeCoder(context, reservation, start, needed, low, high);
  }

  @Override
  long recode(KeyCoder narrower, long code) {
    return code == 0 ? 0 : ((RangeCoder) narrower).word(code) - base + 1;
  }

  long word(long code) {
    return base + code - 1;
  }

  @Override
  void prepareToEncode() {}

  @Override
  long encode(long code, GrowingBuffer to, long at) {
    return code == 0 ? encodeNull(to, at) : encodeWord(word(code), to, at);
  }

  @Override
  public void close() {}
}
