package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The first n values of each group in the order of their ranks, as a list. A group has a record of
 * one word more: how many there are, then a heap of their ranks with the last of them on top, which
 * is what a better one replaces.
 */
final class TopValues implements Accumulator {
  private final AggregateCall call;
  private final int limit;
  private final BufferAllocator allocator;
  private final GrowingBuffer records;
  private final WordRanks order;
  private final Field value;
  private long[] words = {};

  TopValues(AggregateCall call, int limit, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.limit = limit;
    this.allocator = allocator;
    this.records = new GrowingBuffer(allocator, reservation);
    this.value = call.output().getChildren().getFirst();
    this.order =
        call.isMax() ? WordRanks.descending(value.getType()) : WordRanks.ascending(value.getType());
  }

  private long stride() {
    return (limit + 1L) << 3;
  }

  @Override
  public void resize(int groups) {
    records.ensure(groups * stride());
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    Column argument = arguments.getFirst();
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    order.rank(words, rows);
    add(records.segment(), LogicalValidity.of(argument, allocator), groups, rows);
  }

  private void add(MemorySegment to, long @Nullable [] valid, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        offer(to, groups[i] * stride(), words[i]);
      }
    }
  }

  private void offer(MemorySegment to, long at, long rank) {
    long count = to.get(Memory.LONG, at);
    if (count < limit) {
      to.set(Memory.LONG, at, count + 1);
      rise(to, at, count + 1, rank);
    } else if (rank < to.get(Memory.LONG, at + 8)) {
      sink(to, at, rank);
    }
  }

  /** Places are numbered from 1: those below place p are 2p and 2p + 1. */
  private static void rise(MemorySegment to, long at, long last, long rank) {
    long place = last;
    while (place > 1) {
      long above = to.get(Memory.LONG, at + (place >>> 1 << 3));
      if (above >= rank) {
        break;
      }
      to.set(Memory.LONG, at + (place << 3), above);
      place >>>= 1;
    }
    to.set(Memory.LONG, at + (place << 3), rank);
  }

  private void sink(MemorySegment to, long at, long rank) {
    long place = 1;
    while (place << 1 <= limit) {
      long below = place << 1;
      long word = to.get(Memory.LONG, at + (below << 3));
      if (below < limit && to.get(Memory.LONG, at + (below + 1 << 3)) > word) {
        below++;
        word = to.get(Memory.LONG, at + (below << 3));
      }
      if (word <= rank) {
        break;
      }
      to.set(Memory.LONG, at + (place << 3), word);
      place = below;
    }
    to.set(Memory.LONG, at + (place << 3), rank);
  }

  @Override
  public Column finish(int first, int count) {
    int[] groups = PickedRows.range(first, count);
    ArrowBuf validity = Memory.allocateZeroed(allocator, Bitmaps.bytes(count));
    MemorySegment bits = Memory.segment(validity);
    for (int i = 0; i < count; i++) {
      if (count(groups[i]) > 0) {
        Bitmaps.set(bits, i);
      }
    }
    try {
      return lists(call.output(), validity, groups, count);
    } catch (Throwable failure) {
      validity.getReferenceManager().release();
      throw failure;
    }
  }

  private int count(int group) {
    return (int) records.segment().get(Memory.LONG, group * stride());
  }

  /** The lists of groups; the validity passes to them unless this fails. */
  private Column lists(Field field, ArrowBuf validity, int[] groups, int count) {
    int[] ends = new int[count];
    int rows = 0;
    for (int i = 0; i < count; i++) {
      rows += count(groups[i]);
      ends[i] = rows;
    }
    try (Results results = new Results(value, rows, allocator)) {
      int row = 0;
      for (int i = 0; i < count; i++) {
        for (long rank : sorted(groups[i])) {
          results.putWord(row++, order.word(rank));
        }
      }
      return ListState.lists(field, validity, ends, results.column(), allocator);
    }
  }

  private long[] sorted(int group) {
    long[] ranks = new long[count(group)];
    MemorySegment.copy(
        records.segment(), Memory.LONG, group * stride() + 8, ranks, 0, ranks.length);
    Arrays.sort(ranks);
    return ranks;
  }

  @Override
  public double bytesPerGroup() {
    return limit * 8.0;
  }

  @Override
  public List<Field> stateFields() {
    return List.of(ListState.field(value));
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    return List.of(lists(stateFields().getFirst(), allocator.getEmpty(), groups, count));
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    ListState.update(this, state.getFirst(), groups, rows, allocator);
  }

  @Override
  public void close() {
    records.close();
  }
}
