package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Strings or other bytes: the code is the id of a value in a table that all threads share, plus 1;
 * 0 is null. Threads look up side by side, and one at a time adds values until codes run out.
 */
final class PackedText extends PackedColumn {
  /** Ids of a null and of a value without a code. */
  private static final int NULL = -1;

  private static final int REFUSED = -2;

  private static final int WIDEST = 29;

  /** All values together stay far below what offsets of 32 bits reach. */
  private static final long MOST_BYTES = 1 << 30;

  private static final int SHORT_BYTES = 12;

  private final Field field;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final TextIndex index;
  private final long seed;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final RowIds ignored = new RowIds(8);
  private int bits;
  private boolean full;

  /** What the values in order take. */
  private long reserved;

  /** All values by their ids, as many as there were when they were last asked for. */
  private @Nullable Column values;

  private final Object ordering = new Object();

  PackedText(Field field, RunContext context, Reservation reservation) {
    this.field = field;
    this.allocator = context.allocator();
    this.reservation = reservation;
    this.index = new TextIndex(context, reservation);
    this.seed = context.hashSeed();
  }

  @Override
  void learn(Column column) {
    long[] valid = LogicalValidity.of(column, allocator);
    TextStep step = new TextStep(seed);
    step.open(column);
    int[] ids = new int[KeyPacking.STEP];
    for (int from = 0; from < column.length(); from += KeyPacking.STEP) {
      step.load(valid, from, 0, Math.min(KeyPacking.STEP, column.length() - from));
      add(step, ids, Integer.MAX_VALUE);
    }
  }

  private void add(TextStep step, int[] ids, int most) {
    int before = index.size();
    ignored.clear();
    index.findOrInsert(step, ids, 0, ignored, most);
    if (index.size() > before) {
      reserve((index.size() - before) * (mostBytes(step) + Integer.BYTES));
    }
  }

  private static long mostBytes(TextStep step) {
    long most = SHORT_BYTES;
    for (int i = 0; step.hasLong() && i < step.count; i++) {
      most = Math.max(most, step.isLong(i) ? step.seconds[i] : 0);
    }
    return most;
  }

  /** Values are put in order when nobody may be asked for memory. */
  private void reserve(long more) {
    if (reserved + more <= MOST_BYTES && reservation.tryGrow(more)) {
      reserved += more;
    } else {
      full = true;
    }
  }

  /** A table of strings pays where they come again. */
  @Override
  boolean pays(long keys) {
    return index.size() <= keys / 2 && !full;
  }

  @Override
  int needed() {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(index.size()));
  }

  @Override
  int most() {
    return WIDEST;
  }

  @Override
  void settle(int settled) {
    bits = settled;
  }

  @Override
  int bits() {
    return bits;
  }

  @Override
  Coder coder() {
    return new TextWords();
  }

  /** Sets the id of each row of a step. */
  private void find(TextStep step, int[] ids) {
    lock.readLock().lock();
    try {
      index.find(step, ids, 0);
    } finally {
      lock.readLock().unlock();
    }
    if (isMissing(step)) {
      addMissing(step, ids);
    }
  }

  private static boolean isMissing(TextStep step) {
    int signs = 0;
    for (int i = 0; i < step.count; i++) {
      signs |= step.found[i];
    }
    return signs < 0;
  }

  /** Once codes have run out for one value they have for all: none has a code later. */
  private void addMissing(TextStep step, int[] ids) {
    lock.writeLock().lock();
    try {
      if (full) {
        index.find(step, ids, 0);
      } else {
        add(step, ids, (1 << bits) - 1);
      }
    } finally {
      lock.writeLock().unlock();
    }
    for (int i = 0; i < step.count; i++) {
      if (step.found[i] < 0) {
        ids[step.rows[i]] = REFUSED;
      }
    }
  }

  /** Codes for one thread. */
  private final class TextWords implements Coder {
    private final TextStep step = new TextStep(seed);
    private final CodeMap map = new CodeMap(allocator);
    private final int[] ids = new int[KeyPacking.STEP];
    private final RowIds none = new RowIds(8);
    private @Nullable Column encoded;
    private long @Nullable [] valid;

    @Override
    public void open(Column column, long @Nullable [] otherValid) {
      encoded = column.dictionary() == null ? null : column;
      valid = otherValid;
      if (encoded != null) {
        map.open(encoded);
      } else {
        step.open(column);
      }
    }

    @Override
    public void code(int from, int count, int shift, long[] words, long[] signs) {
      if (encoded != null) {
        map.find(encoded, from, count, ids, 0, this::learn, none);
      } else {
        find(valid, from, count, ids);
      }
      for (int i = 0; i < count; i++) {
        long code = ids[i] + 1L;
        words[i] |= code << shift;
        signs[i] |= code;
      }
    }

    @Override
    public boolean takesCodes() {
      return true;
    }

    private void learn(Column column, int count, int[] numbers, RowIds first) {
      step.open(column);
      find(LogicalValidity.of(column, allocator), 0, count, numbers);
    }

    private void find(long @Nullable [] present, int from, int count, int[] to) {
      step.load(present, from, 0, count);
      if (present != null) {
        Arrays.fill(to, 0, count, NULL);
      }
      PackedText.this.find(step, to);
    }

    @Override
    public void close() {
      map.close();
    }
  }

  @Override
  Column unpack(RowIds codes) {
    long[] ids = codes.array();
    long last = 0;
    for (int i = 0; i < codes.size(); i++) {
      last = Math.max(last, ids[i]);
      ids[i]--;
    }
    try (Column all = values(last)) {
      return Take.rows(field, List.of(all), codes, allocator);
    }
  }

  /** Values at least up to the one with this code, which pass to the caller. */
  private Column values(long last) {
    synchronized (ordering) {
      if (values != null && values.length() >= last) {
        return values.share();
      }
    }
    lock.writeLock().lock();
    try {
      return ordered();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  boolean isReady() {
    if (!lock.writeLock().tryLock()) {
      return false;
    }
    try (Column ready = ordered()) {
      return ready.length() == index.size();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** All values, made anew where there have come more. */
  private Column ordered() {
    synchronized (ordering) {
      if (values == null || values.length() < index.size()) {
        closeValues();
        values = inOrder();
      }
      return values.share();
    }
  }

  private Column inOrder() {
    MemorySegment scratch = MemorySegment.ofArray(new long[2]);
    int count = index.size();
    long[] ends = new long[count + 1];
    index.visit(scratch, (id, bytes, start, length) -> ends[id + 1] = length);
    for (int id = 0; id < count; id++) {
      ends[id + 1] += ends[id];
    }
    ArrowBuf offsets = Memory.allocate(allocator, 4L * (count + 1));
    ArrowBuf data;
    try {
      data = Memory.allocate(allocator, ends[count]);
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
    MemorySegment to = Memory.segment(data);
    index.visit(
        scratch,
        (id, bytes, start, length) -> MemorySegment.copy(bytes, start, to, ends[id], length));
    MemorySegment places = Memory.segment(offsets);
    for (int id = 0; id <= count; id++) {
      places.set(Memory.INT, (long) id << 2, (int) ends[id]);
    }
    return Column.of(field, count, allocator.getEmpty(), offsets, data);
  }

  private void closeValues() {
    if (values != null) {
      values.close();
      values = null;
    }
  }

  @Override
  public void close() {
    closeValues();
    index.close();
    reservation.shrink(reserved);
    reserved = 0;
  }
}
