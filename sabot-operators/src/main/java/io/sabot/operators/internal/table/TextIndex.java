package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * From strings or other bytes to dense ids. Up to 12 bytes that do not end with a zero lie in their
 * slot, filled up with zeros; of others the slot holds a 64-bit hash and the length, and their
 * bytes lie in an arena and are compared in full.
 */
final class TextIndex implements AutoCloseable {
  /** Values looked up at a time. */
  static final int STEP = TextStep.STEP;

  private final RunContext context;
  private final Reservation reservation;
  private final PairSlots slots;
  private final GrowingBuffer arena;

  /** Id → where its bytes start, for those in the arena. */
  private final GrowingBuffer starts;

  private long end;
  private int size;

  TextIndex(RunContext context, Reservation reservation) {
    this.context = context;
    this.reservation = reservation;
    this.slots = new PairSlots(buffer(), context.hashSeed());
    this.arena = buffer();
    this.starts = buffer();
  }

  private GrowingBuffer buffer() {
    return new GrowingBuffer(context.allocator(), reservation);
  }

  /** Ids given so far. */
  int size() {
    return size;
  }

  /** Gives the next id to something that is no value. */
  int takeId() {
    SlotLimit.check(size + 1);
    return size++;
  }

  /**
   * Sets {@code ids[base + row]} for the rows of a step, and adds the missing values.
   *
   * @param added receives {@code base + row} of each new value
   */
  void findOrInsert(TextStep step, int[] ids, int base, RowIds added) {
    findOrInsert(step, ids, base, added, Integer.MAX_VALUE);
  }

  /**
   * The same up to {@code most} values in all: the id of a missing one is −1 from there on.
   *
   * @param added receives {@code base + row} of each new value
   */
  void findOrInsert(TextStep step, int[] ids, int base, RowIds added, int most) {
    Outlined.run(() -> insert(step, ids, base, added, most));
  }

  private void insert(TextStep step, int[] ids, int base, RowIds added, int most) {
    int rest = first(step);
    for (int i = 0; i < rest; i++) {
      int item = step.others[i];
      if (size >= most) {
        step.found[item] = find(step, item);
        continue;
      }
      makeRoom();
      int before = size;
      step.found[item] = step.isLong(item) ? insertLong(step, item) : insert(step, item);
      if (size > before) {
        added.add(base + step.rows[item]);
      }
    }
    spread(step, ids, base);
  }

  /** For one more: few values shall lie in few slots, which the nearest cache holds. */
  private void makeRoom() {
    if (!slots.hasRoom(size + 1)) {
      SlotLimit.check(size + 1);
      slots.grow(size + 1, buffer());
    }
  }

  /** As {@link #findOrInsert}, −1 for missing values. Several threads may look up. */
  void find(TextStep step, int[] ids, int base) {
    Outlined.run(() -> look(step, ids, base));
  }

  private void look(TextStep step, int[] ids, int base) {
    int rest = first(step);
    for (int i = 0; i < rest; i++) {
      int item = step.others[i];
      step.found[item] = find(step, item);
    }
    spread(step, ids, base);
  }

  private int find(TextStep step, int item) {
    if (!slots.hasRoom(0)) {
      return -1;
    }
    long at =
        step.isLong(item)
            ? placeLong(step, item)
            : slots.place(step.firsts[item], step.seconds[item]);
    return Math.abs(slots.stored(at)) - 1;
  }

  private int first(TextStep step) {
    if (slots.hasRoom(0) && !step.hasLong()) {
      return slots.findFirst(step.firsts, step.seconds, step.count, step.found, step.others);
    }
    Arrays.setAll(step.others, i -> i);
    return step.count;
  }

  private void spread(TextStep step, int[] ids, int base) {
    int[] rows = step.rows;
    int[] found = step.found;
    for (int i = 0; i < step.count; i++) {
      ids[base + rows[i]] = found[i];
    }
  }

  private int insert(TextStep step, int item) {
    long at = slots.place(step.firsts[item], step.seconds[item]);
    int stored = slots.stored(at);
    if (stored == 0) {
      stored = ++size;
      slots.put(at, step.firsts[item], step.seconds[item], stored);
    }
    return stored - 1;
  }

  private int insertLong(TextStep step, int item) {
    long at = placeLong(step, item);
    int stored = slots.stored(at);
    if (stored == 0) {
      keep(step, item);
      stored = - ++size;
      slots.put(at, step.firsts[item], step.seconds[item], stored);
    }
    return -stored - 1;
  }

  private void keep(TextStep step, int item) {
    int length = step.seconds[item];
    arena.ensure(end + length);
    starts.ensure(size + 1L << 3);
    MemorySegment.copy(step.segment(item), step.starts[item], arena.segment(), end, length);
    starts.segment().set(Memory.LONG, (long) size << 3, end);
    end += length;
  }

  private long placeLong(TextStep step, int item) {
    long first = step.firsts[item];
    int second = step.seconds[item];
    long at = slots.start(first, second);
    while (true) {
      int stored = slots.stored(at);
      if (stored == 0
          || stored < 0
              && slots.first(at) == first
              && slots.second(at) == second
              && same(-stored - 1, step.segment(item), step.starts[item], second)) {
        return at;
      }
      at = slots.next(at);
    }
  }

  private boolean same(int id, MemorySegment bytes, long start, int length) {
    MemorySegment kept = arena.segment();
    long from = starts.segment().get(Memory.LONG, (long) id << 3);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (kept.get(Memory.LONG, from + i) != bytes.get(Memory.LONG, start + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (kept.get(Memory.BYTE, from + i) != bytes.get(Memory.BYTE, start + i)) {
        return false;
      }
    }
    return true;
  }

  /** What is done with a value. */
  interface Visitor {
    void visit(int id, MemorySegment bytes, long start, int length);
  }

  /** Shows each value, those in slots by way of a scratch of 12 bytes. */
  void visit(MemorySegment scratch, Visitor visitor) {
    slots.visit((first, second, stored) -> {
      if (stored < 0) {
        int id = -stored - 1;
        long start = starts.segment().get(Memory.LONG, (long) id << 3);
        visitor.visit(id, arena.segment(), start, second);
      } else {
        scratch.set(Memory.LONG, 0, first);
        scratch.set(Memory.INT, 8, second);
        visitor.visit(stored - 1, scratch, 0, length(first, second));
      }
    });
  }

  private static int length(long first, int second) {
    return second != 0
        ? 12 - Integer.numberOfLeadingZeros(second) / 8
        : 8 - Long.numberOfLeadingZeros(first) / 8;
  }

  @Override
  public void close() {
    slots.close();
    arena.close();
    starts.close();
  }
}
