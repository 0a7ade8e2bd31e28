package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.ByteValues;
import io.sabot.state.KeyEncoding;
import io.sabot.state.KeyGroups;
import io.sabot.state.XxHash64;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Keys of one column of up to 8 bytes. A slot is 16 bytes, and empty where its id is 0:
 *
 * <pre>
 *  0        8         12       16
 *  | word   | id + 1  | unused |
 * </pre>
 */
final class WordTable extends KeyTable {
  private static final int FIRST_SLOTS = 64;

  /** Rows looked up at a time: their slots stay in the nearest caches. */
  private static final int STEP = 1024;

  private final Nulls nulls;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final long seed;
  private GrowingBuffer slots;
  private int mask;
  private int size;
  private int nullId = -1;
  private long[] words = {};
  private final int[] elsewhere = new int[STEP];

  WordTable(Nulls nulls, RunContext context, Reservation reservation) {
    this.nulls = nulls;
    this.allocator = context.allocator();
    this.reservation = reservation;
    this.seed = context.hashSeed();
    this.slots = new GrowingBuffer(allocator, reservation);
  }

  @Override
  public void findOrInsert(List<Column> keys, int rows, int[] ids, RowIds added) {
    load(keys.getFirst(), rows);
    long[] valid = LogicalValidity.of(keys.getFirst(), allocator);
    for (int from = 0; from < rows; ) {
      // Room for a slice of rows is made at once, so that the loop below never grows.
      int to = Math.min(rows, from + Math.clamp(size / 4, FIRST_SLOTS / 2, STEP));
      ensure(size + (to - from));
      if (valid == null) {
        insert(from, to, ids, added);
      } else {
        insertValid(from, to, valid, ids, added);
      }
      from = to;
    }
  }

  private void insert(int from, int to, int[] ids, RowIds added) {
    MemorySegment table = slots.segment();
    int count = findFirst(table, from, to, ids);
    for (int i = 0; i < count; i++) {
      int row = elsewhere[i];
      ids[row] = slot(table, words[row], row, added);
    }
  }

  /**
   * Finds keys that lie in the first slot they could, and notes the other rows. No branch depends
   * on what is read, so that the processor waits for the slots of many rows at once.
   *
   * @return how many other rows there are
   */
  private int findFirst(MemorySegment table, int from, int to, int[] ids) {
    long[] values = words;
    int[] others = elsewhere;
    int last = mask;
    int count = 0;
    for (int i = from; i < to; i++) {
      long address = (long) ((int) XxHash64.hash(values[i], seed) & last) << 4;
      int id = table.get(Memory.INT, address + 8);
      long difference = table.get(Memory.LONG, address) ^ values[i];
      ids[i] = id - 1;
      others[count] = i;
      count += id - 1 >>> 31 | (int) ((difference | -difference) >>> 63);
    }
    return count;
  }

  private void insertValid(int from, int to, long[] valid, int[] ids, RowIds added) {
    MemorySegment table = slots.segment();
    for (int i = from; i < to; i++) {
      ids[i] = LogicalValidity.get(valid, i) ? slot(table, words[i], i, added) : nullId(i, added);
    }
  }

  private int slot(MemorySegment table, long word, int row, RowIds added) {
    int at = (int) XxHash64.hash(word, seed) & mask;
    while (true) {
      long address = (long) at << 4;
      int id = table.get(Memory.INT, address + 8);
      if (id == 0) {
        table.set(Memory.LONG, address, word);
        table.set(Memory.INT, address + 8, ++size);
        added.add(row);
        return size - 1;
      }
      if (table.get(Memory.LONG, address) == word) {
        return id - 1;
      }
      at = at + 1 & mask;
    }
  }

  private int nullId(int row, RowIds added) {
    if (nullId < 0 && nulls == Nulls.EQUAL) {
      nullId = size++;
      added.add(row);
    }
    return nullId;
  }

  @Override
  public void find(List<Column> keys, int rows, int[] ids) {
    load(keys.getFirst(), rows);
    long[] valid = LogicalValidity.of(keys.getFirst(), allocator);
    if (size == 0) {
      java.util.Arrays.fill(ids, 0, rows, -1);
      return;
    }
    ensure(size);
    MemorySegment table = slots.segment();
    for (int from = 0; from < rows; from += STEP) {
      int count = findFirst(table, from, Math.min(rows, from + STEP), ids);
      for (int i = 0; i < count; i++) {
        ids[elsewhere[i]] = find(table, words[elsewhere[i]]);
      }
    }
    for (int i = 0; i < rows && valid != null; i++) {
      ids[i] = LogicalValidity.get(valid, i) ? ids[i] : nullId;
    }
  }

  private int find(MemorySegment table, long word) {
    int at = (int) XxHash64.hash(word, seed) & mask;
    while (true) {
      long address = (long) at << 4;
      int id = table.get(Memory.INT, address + 8);
      if (id == 0 || table.get(Memory.LONG, address) == word) {
        return id - 1;
      }
      at = at + 1 & mask;
    }
  }

  private void load(Column key, int rows) {
    if (words.length < rows) {
      words = new long[rows];
    }
    KeyEncoding.words(key, words);
  }

  private void ensure(int keys) {
    int wanted = mask + 1;
    if (keys <= wanted / 2 && wanted > 1) {
      return;
    }
    SlotLimit.check(keys);
    wanted = Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, keys * 2 - 1)) << 1);
    GrowingBuffer larger = new GrowingBuffer(allocator, reservation);
    larger.ensure((long) wanted << 4);
    int oldSlots = size == 0 ? 0 : mask + 1;
    mask = wanted - 1;
    rehash(slots.segment(), oldSlots, larger.segment());
    slots.close();
    slots = larger;
  }

  private void rehash(MemorySegment from, int count, MemorySegment to) {
    for (int i = 0; i < count && from.byteSize() > 0; i++) {
      int id = from.get(Memory.INT, ((long) i << 4) + 8);
      if (id != 0) {
        move(from.get(Memory.LONG, (long) i << 4), id, to);
      }
    }
  }

  private void move(long word, int id, MemorySegment to) {
    int at = (int) XxHash64.hash(word, seed) & mask;
    while (to.get(Memory.INT, ((long) at << 4) + 8) != 0) {
      at = at + 1 & mask;
    }
    to.set(Memory.LONG, (long) at << 4, word);
    to.set(Memory.INT, ((long) at << 4) + 8, id);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Batch> write(KeyGroups groups, int batchRows) {
    try (EncodedKeyWriter writer = new EncodedKeyWriter(groups, batchRows, allocator)) {
      MemorySegment scratch = writer.scratch(9);
      if (nullId >= 0) {
        writer.add(scratch, 0, 1);
      }
      scratch.set(Memory.BYTE, 0, (byte) 1);
      MemorySegment table = slots.segment();
      long end = size == 0 ? 0 : Math.min(table.byteSize(), (mask + 1L) << 4);
      for (long at = 0; at < end; at += 16) {
        if (table.get(Memory.INT, at + 8) != 0) {
          scratch.set(Memory.LONG, 1, table.get(Memory.LONG, at));
          writer.add(scratch, 0, 9);
        }
      }
      return writer.finish();
    }
  }

  @Override
  public void read(Column encoded) {
    ByteValues keys = ByteValues.of(encoded);
    RowIds ignored = new RowIds(8);
    ensure(size + encoded.length());
    MemorySegment table = slots.segment();
    for (int i = 0; i < encoded.length(); i++) {
      if (keys.length(i) == 1) {
        nullId(i, ignored);
      } else {
        slot(table, keys.segment(i).get(Memory.LONG, keys.start(i) + 1), i, ignored);
      }
    }
  }

  @Override
  public void close() {
    slots.close();
  }
}
