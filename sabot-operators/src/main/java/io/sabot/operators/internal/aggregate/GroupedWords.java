package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Any number of 64-bit words for each group, off the heap. They are kept in the order they came,
 * each with its group; when somebody asks for those of a group, all are moved to their groups by
 * counting, and more may come after that.
 */
final class GroupedWords implements AutoCloseable {
  private final GrowingBuffer words;
  private final GrowingBuffer owners;

  /** Where the words of each group start, and where the last ones end. */
  private final GrowingBuffer starts;

  private int size;
  private int groups;
  private boolean grouped;

  GroupedWords(BufferAllocator allocator, Reservation reservation) {
    this.words = new GrowingBuffer(allocator, reservation);
    this.owners = new GrowingBuffer(allocator, reservation);
    this.starts = new GrowingBuffer(allocator, reservation);
  }

  void resize(int count) {
    grouped &= count == groups;
    groups = count;
    // Groups may have to be written when there is no memory left to ask for.
    starts.ensure((groups + 1L) << 3);
  }

  /** Takes a word per row, those of unset rows passed over. */
  void add(long[] values, long @Nullable [] valid, int[] groupIds, int rows) {
    makeRoom(rows);
    size = append(size, words.segment(), owners.segment(), values, valid, groupIds, rows);
  }

  private void makeRoom(int more) {
    if (size + (long) more > Integer.MAX_VALUE) {
      throw Problem.at("GroupBy", ErrorCode.MEMORY_LIMIT)
          .rule("an aggregate keeps at most " + Integer.MAX_VALUE + " values")
          .but("there are more")
          .cure("filter or sample the rows first, or aggregate parts of them")
          .memory();
    }
    words.ensure((size + (long) more) << 3);
    owners.ensure((size + (long) more) << 2);
    grouped = false;
  }

  private static int append(
      int size,
      MemorySegment to,
      MemorySegment of,
      long[] values,
      long @Nullable [] valid,
      int[] groupIds,
      int rows) {
    int next = size;
    for (int i = 0; i < rows; i++) {
      to.set(Memory.LONG, (long) next << 3, values[i]);
      of.set(Memory.INT, (long) next << 2, groupIds[i]);
      next += valid == null ? 1 : (int) (valid[i >>> 6] >>> i & 1);
    }
    return next;
  }

  /** Takes all words of another. */
  void addAll(GroupedWords other, int[] groupIds) {
    makeRoom(other.size);
    MemorySegment.copy(
        other.words.segment(), 0, words.segment(), (long) size << 3, (long) other.size << 3);
    for (int i = 0; i < other.size; i++) {
      int group = groupIds[other.owners.segment().get(Memory.INT, (long) i << 2)];
      owners.segment().set(Memory.INT, (long) (size + i) << 2, group);
    }
    size += other.size;
  }

  /** All words, those of each group side by side; valid until more come. */
  MemorySegment grouped() {
    if (!grouped) {
      starts.segment().fill((byte) 0);
      count(owners.segment(), size, starts.segment(), groups);
      words.replace((from, to) -> scatter(from, owners.segment(), size, starts.segment(), to));
      own(starts.segment(), groups, owners.segment());
      grouped = true;
    }
    return words.segment();
  }

  /** Leaves the start of each group in the place behind its own. */
  private static void count(MemorySegment of, int size, MemorySegment starts, int groups) {
    for (int i = 0; i < size; i++) {
      long at = (of.get(Memory.INT, (long) i << 2) + 1L) << 3;
      starts.set(Memory.LONG, at, starts.get(Memory.LONG, at) + 1);
    }
    long sum = 0;
    for (int group = 1; group <= groups; group++) {
      long count = starts.get(Memory.LONG, (long) group << 3);
      starts.set(Memory.LONG, (long) group << 3, sum);
      sum += count;
    }
  }

  /** What was the start of a group becomes its end, which is the start of the next. */
  private static void scatter(
      MemorySegment from, MemorySegment of, int size, MemorySegment starts, MemorySegment to) {
    for (int i = 0; i < size; i++) {
      long at = (of.get(Memory.INT, (long) i << 2) + 1L) << 3;
      long place = starts.get(Memory.LONG, at);
      to.set(Memory.LONG, place << 3, from.get(Memory.LONG, (long) i << 3));
      starts.set(Memory.LONG, at, place + 1);
    }
  }

  private static void own(MemorySegment starts, int groups, MemorySegment of) {
    for (int group = 0; group < groups; group++) {
      long end = starts.get(Memory.LONG, (group + 1L) << 3);
      for (long i = starts.get(Memory.LONG, (long) group << 3); i < end; i++) {
        of.set(Memory.INT, i << 2, group);
      }
    }
  }

  /** Where the words of a group start in {@link #grouped}, which was called before. */
  int start(int group) {
    return (int) starts.segment().get(Memory.LONG, (long) group << 3);
  }

  /** Where they end. */
  int end(int group) {
    return start(group + 1);
  }

  @Override
  public void close() {
    words.close();
    owners.close();
    starts.close();
  }
}
