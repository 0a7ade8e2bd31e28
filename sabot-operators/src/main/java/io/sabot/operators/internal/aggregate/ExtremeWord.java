package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Min or max of values of up to 8 bytes. Each is turned into a signed 64-bit rank of the same
 * order, NaN last; for max the rank is complemented, so that the smallest rank always wins.
 */
final class ExtremeWord implements Accumulator {
  private static final int STRIDE = 16;

  private enum Order {
    SIGNED,
    UNSIGNED,
    FLOATING
  }

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords best;
  private final Order order;
  private final long complement;
  private long[] words = {};

  ExtremeWord(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.allocator = allocator;
    this.best = new LongRecords(allocator, reservation, "rank", "seen");
    this.order = order(call.argument().getType());
    this.complement = call.isMax() ? -1 : 0;
  }

  private static Order order(ArrowType type) {
    return switch (type) {
      case ArrowType.FloatingPoint t -> Order.FLOATING;
      case ArrowType.Int t when !t.getIsSigned() -> Order.UNSIGNED;
      default -> Order.SIGNED;
    };
  }

  /** The rank of a canonical 64-bit word of a value. */
  static long rank(AggregateCall call, long word) {
    long complement = call.isMax() ? -1 : 0;
    return switch (order(call.argument().getType())) {
      case SIGNED -> word ^ complement;
      case UNSIGNED -> word ^ complement ^ Long.MIN_VALUE;
      case FLOATING -> floating(word) ^ complement;
    };
  }

  @Override
  public void resize(int groups) {
    best.resize(groups);
  }

  @Override
  public void update(@Nullable Column argument, int[] groups, int rows) {
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    rank(words, rows);
    long[] valid = LogicalValidity.of(argument, allocator);
    MemorySegment to = best.segment();
    if (valid == null) {
      dense(to, words, groups, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        take(to, groups[i], words[i]);
      }
    }
  }

  private void rank(long[] values, int rows) {
    switch (order) {
      case SIGNED -> complement(values, complement, rows);
      case UNSIGNED -> complement(values, complement ^ Long.MIN_VALUE, rows);
      case FLOATING -> {
        for (int i = 0; i < rows; i++) {
          values[i] = complement ^ floating(values[i]);
        }
      }
    }
  }

  private static void complement(long[] values, long mask, int rows) {
    for (int i = 0; i < rows; i++) {
      values[i] ^= mask;
    }
  }

  /** Orders the bits of doubles as signed integers; its own inverse. */
  private static long floating(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  private static void dense(MemorySegment to, long[] ranks, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      take(to, groups[i], ranks[i]);
    }
  }

  private static void take(MemorySegment to, int group, long rank) {
    long at = (long) group * STRIDE;
    if (rank < to.get(Memory.LONG, at) || to.get(Memory.LONG, at + 8) == 0) {
      to.set(Memory.LONG, at, rank);
      to.set(Memory.LONG, at + 8, 1);
    }
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        if (best.get(first + i, 1) != 0) {
          results.putWord(i, word(best.get(first + i, 0)));
        }
      }
      return results.column();
    }
  }

  private long word(long rank) {
    long value = rank ^ complement;
    return switch (order) {
      case SIGNED -> value;
      case UNSIGNED -> value ^ Long.MIN_VALUE;
      case FLOATING -> floating(value);
    };
  }

  @Override
  public List<Field> stateFields() {
    return best.fields();
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    return best.write(groups, count);
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      if (state.get(1).segment(1).get(Memory.LONG, (long) i << 3) != 0) {
        take(best.segment(), groups[i], state.get(0).segment(1).get(Memory.LONG, (long) i << 3));
      }
    }
  }

  @Override
  public void close() {
    best.close();
  }
}
