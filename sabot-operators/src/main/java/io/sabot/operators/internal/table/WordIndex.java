package io.sabot.operators.internal.table;

import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.Arrays;

/**
 * From 64-bit words to dense ids. Words that lie close together are indexed directly, all others by
 * hash; which it is follows the words seen, and changes with them.
 */
final class WordIndex implements AutoCloseable {
  /** Words looked up at a time: they and their slots stay in the nearest caches. */
  static final int STEP = 2048;

  private static final int SMALL = 64;

  /**
   * A window may have so many slots for each key there is or may be in the rows at hand: it then
   * takes no more memory than slots for hashes do after they have grown.
   */
  private static final int SLOTS_PER_KEY = 16;

  private final RunContext context;
  private final Reservation reservation;
  private final int[] others = new int[STEP];
  private final WordBounds bounds = new WordBounds();
  private WordSlots slots;
  private int size;
  private int expected;
  private boolean foundNew;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  WordIndex(RunContext context, Reservation reservation) {
    this.context = context;
    this.reservation = reservation;
    this.slots = hashSlots();
  }

  private GrowingBuffer buffer() {
    return new GrowingBuffer(context.allocator(), reservation);
  }

  private HashSlots hashSlots() {
    return new HashSlots(buffer(), hash());
  }

  /** Ids given so far. */
  int size() {
    return size;
  }

  /** Gives the next id to something that is no word. */
  int takeId() {
    SlotLimit.check(size + 1);
    return size++;
  }

  /** Says how many words may be new before the next call of this. */
  void expect(int words) {
    expected = words;
  }

  /**
   * Sets {@code ids[base + i]} for words {@code start} to {@code end}, at most {@link #STEP}, and
   * adds the missing ones.
   *
   * @param added receives {@code base + i} of each new word
   */
  void findOrInsert(long[] words, int start, int end, int[] ids, int base, RowIds added) {
    int before = size;
    int rest =
        expectsNew()
            ? all(start, end)
            : Outlined.getInt(() -> slots.findFirst(words, start, end, ids, base, others));
    if (rest > 0) {
      Outlined.run(() -> insert(words, rest, ids, base, added));
    }
    foundNew = size > before;
  }

  /**
   * Whether there is no need to look first. Where one step after the other has new words, be it
   * that all are new or that words come in order, a window takes them as they come: each look at a
   * far slot costs as much as the first, and most rows of words in order are of the new ones.
   */
  private boolean expectsNew() {
    return empty() || foundNew && slots instanceof DirectSlots;
  }

  /** Hashes of words. */
  WordHash hash() {
    return WordHash.of(context.hashSeed(), 0);
  }

  /** What to fill with so many rows, of which this is to {@link #adopt} the slots. */
  Regions regions(WordBounds bounds, int rows, int keys) {
    long capacity = DirectSlots.capacity(bounds.lowest(), bounds.highest());
    if (!fits(capacity, keys)) {
      return new HashRegions(hash(), rows, buffer(), buffer(), buffer());
    }
    long base = Math.min(bounds.lowest(), Long.MAX_VALUE - capacity + 1);
    return new WindowRegions(base, capacity, buffer(), buffer());
  }

  /** Takes slots in place of what is known, with ids below {@code next}. */
  void adopt(WordSlots filled, WordBounds bounds, int next) {
    slots.close();
    slots = filled;
    size = next;
    low = bounds.lowest();
    high = bounds.highest();
  }

  private void insert(long[] words, int rest, int[] ids, int base, RowIds added) {
    SlotLimit.check(size + rest);
    include(words, rest);
    for (int done = 0; done < rest; ) {
      int next = slots instanceof HashSlots hash ? makeRoom(hash, done, rest) : rest;
      size = slots.insert(words, others, done, next, ids, base, size, added);
      done = next;
    }
  }

  private boolean empty() {
    return low > high;
  }

  private int all(int start, int end) {
    for (int i = start; i < end; i++) {
      others[i - start] = i;
    }
    return end - start;
  }

  /**
   * Sets {@code ids[base + i]} for the first {@code end} words, −1 where one is missing. Keeps
   * nothing, so that several threads may look up.
   *
   * @param rest room for as many numbers
   */
  void find(long[] words, int end, int[] ids, int base, int[] rest) {
    if (empty()) {
      Arrays.fill(ids, base, base + end, -1);
    } else {
      Outlined.run(() -> slots.find(words, end, ids, base, rest));
    }
  }

  /** A window comes to cover the words, or gives way to hashes. */
  private void include(long[] words, int rest) {
    bounds.reset(low, high);
    if (others[rest - 1] - others[0] == rest - 1) {
      bounds.include(words, others[0], rest);
    } else {
      bounds.include(words, others, rest);
    }
    long lowest = bounds.lowest();
    long highest = bounds.highest();
    long capacity = DirectSlots.capacity(lowest, highest);
    if (empty() && fits(capacity, expected)) {
      become(window(start(lowest, highest, capacity), capacity));
    } else if (slots instanceof DirectSlots direct
        && !(direct.covers(lowest) && direct.covers(highest))) {
      leave(lowest, highest, capacity);
    }
    low = lowest;
    high = highest;
  }

  private void leave(long lowest, long highest, long capacity) {
    if (fits(capacity, (long) size + expected)) {
      become(window(start(lowest, highest, capacity), capacity));
    } else {
      become(hashSlots().grown(size + SMALL, buffer()));
    }
  }

  /** Makes room for some words at a time: few words shall lie in few slots, in a near cache. */
  private int makeRoom(HashSlots hash, int done, int rest) {
    int more = Math.min(rest - done, Math.max(SMALL, size));
    if (!hash.hasRoom(size + more)) {
      long capacity = DirectSlots.capacity(low, high);
      if (fits(capacity, size)) {
        become(window(start(low, high, capacity), capacity));
      } else {
        slots = hash.grown(size + more, buffer());
      }
    }
    return done + more;
  }

  /** What is left of a window lies where words came from last. */
  private long start(long lowest, long highest, long capacity) {
    if (highest > high && lowest >= low) {
      return lowest;
    }
    long rest = capacity - 1 - (highest - lowest);
    long before = lowest < low && highest <= high ? rest : rest / 2;
    return lowest < Long.MIN_VALUE + before ? Long.MIN_VALUE : lowest - before;
  }

  /** A window that starts there or, so that it does not pass the last number, before. */
  private DirectSlots window(long start, long capacity) {
    return new DirectSlots(buffer(), Math.min(start, Long.MAX_VALUE - capacity + 1), capacity);
  }

  private static boolean fits(long capacity, long keys) {
    return capacity > 0 && capacity <= Math.max(SLOTS_PER_KEY * keys, 1024);
  }

  private void become(WordSlots next) {
    try (WordSlots before = slots) {
      before.visit(next::put);
      slots = next;
    } catch (Throwable failure) {
      next.close();
      throw failure;
    }
  }

  /** Shows each word and its id. */
  void visit(WordSlots.Visitor visitor) {
    slots.visit(visitor);
  }

  @Override
  public void close() {
    slots.close();
  }
}
