package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Min or max of values of up to 8 bytes. Each is turned into a signed 64-bit rank of the same
 * order, NaN last; for max the rank is complemented, so that the smallest rank always wins.
 */
final class ExtremeWord implements Accumulator {
  private enum Order {
    SIGNED,
    UNSIGNED,
    FLOATING
  }

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords best;
  private final ValueCounts seen;
  private final Order order;
  private final long complement;
  private final ArgumentWords words = new ArgumentWords();
  private int groups;

  ExtremeWord(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.allocator = allocator;
    this.best = new LongRecords(allocator, reservation, "rank");
    this.seen = ValueCounts.seen("seen", allocator, reservation);
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

  /** A new group has the largest rank, which any other one replaces. */
  @Override
  public void resize(int count) {
    best.resize(count);
    seen.resize(count);
    for (; groups < count; groups++) {
      best.segment().set(Memory.LONG, (long) groups << 3, Long.MAX_VALUE);
    }
  }

  @Override
  public void groupsComeWithRows() {
    seen.rely();
  }

  @Override
  public void update(List<Column> arguments, int[] groupIds, int rows) {
    Column argument = arguments.getFirst();
    long[] valid = LogicalValidity.of(argument, allocator);
    seen.update(valid, groupIds, rows);
    MemorySegment to = best.segment();
    words.each(
        argument,
        valid,
        word(Long.MAX_VALUE),
        groupIds,
        rows,
        (values, ids, count) -> {
          rank(values, count);
          take(to, values, ids, count);
        });
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

  private static void take(MemorySegment to, long[] ranks, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      take(to, groupIds[i], ranks[i]);
    }
  }

  private static void take(MemorySegment to, int group, long rank) {
    long at = (long) group << 3;
    if (rank < to.get(Memory.LONG, at)) {
      to.set(Memory.LONG, at, rank);
    }
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        if (seen.get(first + i) != 0) {
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
    return States.fields(best.fields(), seen.fields());
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    return States.columns(() -> best.write(wanted, count), () -> seen.write(wanted, count));
  }

  @Override
  public void read(List<Column> state, int[] groupIds, int rows) {
    MemorySegment ranks = state.get(0).segment(1);
    MemorySegment present = state.get(1).segment(1);
    for (int i = 0; i < rows; i++) {
      if (present.get(Memory.LONG, (long) i << 3) != 0) {
        take(best.segment(), groupIds[i], ranks.get(Memory.LONG, (long) i << 3));
      }
    }
    seen.read(state.get(1), groupIds, rows);
  }

  @Override
  public void close() {
    best.close();
    seen.close();
  }
}
