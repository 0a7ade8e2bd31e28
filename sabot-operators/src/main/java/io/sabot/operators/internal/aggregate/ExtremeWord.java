package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Min or max of values of up to 8 bytes. Each is turned into a signed 64-bit rank of the same
 * order, NaN last; for max the rank is complemented, so that the smallest rank always wins.
 */
final class ExtremeWord extends StepwiseAccumulator {
  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords best;
  private final ValueCounts seen;
  private final WordRanks order;
  private final ArgumentWords words = new ArgumentWords();
  private int groups;

  ExtremeWord(AggregateCall call, GroupRecords records) {
    super(records);
    this.call = call;
    this.allocator = records.allocator();
    this.best = records.add("rank");
    this.seen = ValueCounts.seen("seen", records);
    this.order = call.ranks();
  }

  /** A new group has the largest rank, which any other one replaces. */
  @Override
  public void resize(int count) {
    seen.resize(count);
    for (; groups < count; groups++) {
      best.set(groups, 0, Long.MAX_VALUE);
    }
  }

  @Override
  public void groupsComeWithRows() {
    seen.rely();
  }

  @Override
  void begin(List<Column> arguments, int[] groupIds, int rows) {
    seen.update(words.begin(arguments.getFirst(), allocator), groupIds, rows);
  }

  @Override
  void step(int[] places, int first, int count) {
    long[] ranks = words.take(first, count, order.word(Long.MAX_VALUE));
    order.rank(ranks, count);
    take(best.segment(), ranks, places, count);
  }

  private static void take(MemorySegment to, long[] ranks, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      take(to, (long) places[i] << 3, ranks[i]);
    }
  }

  private static void take(MemorySegment to, long at, long rank) {
    if (rank < to.get(Memory.LONG, at)) {
      to.set(Memory.LONG, at, rank);
    }
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        if (seen.get(first + i) != 0) {
          results.putWord(i, order.word(best.get(first + i, 0)));
        }
      }
      return results.column();
    }
  }

  @Override
  public boolean finishesSideBySide() {
    return true;
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
        take(best.segment(), groupIds[i] * best.stride(), ranks.get(Memory.LONG, (long) i << 3));
      }
    }
    seen.read(state.get(1), groupIds, rows);
  }

  @Override
  public void close() {
    seen.close();
  }
}
