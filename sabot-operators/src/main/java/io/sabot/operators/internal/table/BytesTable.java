package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.ByteValues;
import io.sabot.state.EncodedKeys;
import io.sabot.state.KeyEncoding;
import io.sabot.state.KeyGroups;
import io.sabot.state.XxHash64;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Keys of any types, as canonical bytes. The low bits of a key's hash choose its slot; the high
 * ones are kept there, so that most other keys are told apart without looking at their bytes.
 *
 * <pre>
 *  slot   0           4        8                16    entry  0              8      16
 *         | high hash | id + 1 | start in arena |            | end in arena | hash |
 * </pre>
 */
final class BytesTable extends KeyTable {
  private static final int FIRST_SLOTS = 128;

  private final Nulls nulls;
  private final Reservation reservation;
  private final long seed;
  private final GrowingBuffer entries;
  private final GrowingBuffer arena;
  private GrowingBuffer slots;
  private int mask;
  private int size;
  private long[] hashes = {};
  private final RowIds ignored = new RowIds(8);

  BytesTable(Nulls nulls, RunContext context, Reservation reservation) {
    super(context.allocator());
    this.nulls = nulls;
    this.reservation = reservation;
    this.seed = context.hashSeed();
    this.slots = new GrowingBuffer(allocator, reservation);
    this.entries = new GrowingBuffer(allocator, reservation);
    this.arena = new GrowingBuffer(allocator, reservation);
  }

  @Override
  boolean takesCodes(int key) {
    return false;
  }

  @Override
  void insert(List<Column> keys, int rows, int[] ids, RowIds added) {
    long[] valid = wanted(keys);
    long scratch = scratch(keys, rows);
    reservation.grow(scratch);
    try (EncodedKeys encoded = KeyEncoding.encode(keys, rows, allocator)) {
      MemorySegment bytes = encoded.bytes();
      long[] offsets = encoded.offsets();
      hashes = hashes.length < rows ? new long[rows] : hashes;
      Outlined.run(() -> hash(bytes, offsets, rows, hashes));
      Outlined.run(() -> insert(bytes, offsets, valid, rows, ids, added));
    } finally {
      reservation.shrink(scratch);
    }
  }

  private void insert(
      MemorySegment bytes, long[] offsets, long[] valid, int rows, int[] ids, RowIds added) {
    for (int i = 0; i < rows; i++) {
      ids[i] =
          LogicalValidity.get(valid, i)
              ? insert(bytes, offsets[i], offsets[i + 1] - offsets[i], hashes[i], i, added)
              : -1;
    }
  }

  @Override
  public Lookup lookup() {
    return this::find;
  }

  void find(List<Column> keys, int rows, int[] ids) {
    if (size == 0) {
      Arrays.fill(ids, 0, rows, -1);
      return;
    }
    long[] valid = wanted(keys);
    long scratch = scratch(keys, rows);
    reservation.grow(scratch);
    try (EncodedKeys encoded = KeyEncoding.encode(keys, rows, allocator)) {
      MemorySegment bytes = encoded.bytes();
      long[] offsets = encoded.offsets();
      long[] looked = new long[rows];
      Outlined.run(() -> hash(bytes, offsets, rows, looked));
      Outlined.run(() -> find(bytes, offsets, looked, valid, rows, ids));
    } finally {
      reservation.shrink(scratch);
    }
  }

  private void find(
      MemorySegment bytes, long[] offsets, long[] looked, long[] valid, int rows, int[] ids) {
    for (int i = 0; i < rows; i++) {
      ids[i] =
          LogicalValidity.get(valid, i)
              ? find(bytes, offsets[i], offsets[i + 1] - offsets[i], looked[i])
              : -1;
    }
  }

  /** About what the encoded keys of a batch take: values are widened to 64 bits and marked. */
  private static long scratch(List<Column> keys, int rows) {
    long bytes = 2L * Long.BYTES * rows;
    for (Column key : keys) {
      bytes += key.bytes() + (1L + Long.BYTES) * rows;
    }
    return bytes;
  }

  private long[] wanted(List<Column> keys) {
    return nulls == Nulls.EQUAL ? null : LogicalValidity.ofAll(keys, allocator);
  }

  /** All hashes come first: the loop that looks them up then waits for several slots at once. */
  private void hash(MemorySegment bytes, long[] offsets, int rows, long[] to) {
    for (int i = 0; i < rows; i++) {
      to[i] = XxHash64.hash(bytes, offsets[i], offsets[i + 1] - offsets[i], seed);
    }
  }

  private int insert(
      MemorySegment bytes, long start, long length, long hash, int row, RowIds added) {
    ensure(size + 1);
    long at = slotOf(bytes, start, length, hash);
    int id = slots.segment().get(Memory.INT, at + 4);
    if (id != 0) {
      return id - 1;
    }
    append(bytes, start, length, hash);
    put(slots.segment(), at, size++, hash);
    added.add(row);
    return size - 1;
  }

  private void put(MemorySegment table, long at, int id, long hash) {
    table.set(Memory.INT, at, (int) (hash >>> 32));
    table.set(Memory.INT, at + 4, id + 1);
    table.set(Memory.LONG, at + 8, startOf(id));
  }

  private int find(MemorySegment bytes, long start, long length, long hash) {
    return slots.segment().get(Memory.INT, slotOf(bytes, start, length, hash) + 4) - 1;
  }

  /** Where the slot is that holds the key, or the empty one where it belongs. */
  private long slotOf(MemorySegment bytes, long start, long length, long hash) {
    MemorySegment table = slots.segment();
    int tag = (int) (hash >>> 32);
    int slot = (int) hash & mask;
    while (true) {
      long at = (long) slot << 4;
      if (table.get(Memory.INT, at + 4) == 0
          || table.get(Memory.INT, at) == tag
              && same(table.get(Memory.LONG, at + 8), bytes, start, length)) {
        return at;
      }
      slot = slot + 1 & mask;
    }
  }

  /**
   * Whether a kept key has these bytes. Where it ends need not be looked up: no key is the
   * beginning of another, so one of another length differs before the shorter of both ends.
   */
  private boolean same(long from, MemorySegment bytes, long start, long length) {
    MemorySegment kept = arena.segment();
    if (from + length > kept.byteSize()) {
      return false;
    }
    long i = 0;
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

  private long startOf(int id) {
    return id == 0 ? 0 : endOf(id - 1);
  }

  private long endOf(int id) {
    return entries.segment().get(Memory.LONG, (long) id << 4);
  }

  private void append(MemorySegment bytes, long start, long length, long hash) {
    long end = startOf(size);
    arena.ensure(end + length);
    entries.ensure((size + 1L) << 4);
    MemorySegment.copy(bytes, start, arena.segment(), end, length);
    entries.segment().set(Memory.LONG, (long) size << 4, end + length);
    entries.segment().set(Memory.LONG, ((long) size << 4) + 8, hash);
  }

  private void ensure(int keys) {
    int count = mask + 1;
    if (count > 1 && keys <= count / 2) {
      return;
    }
    SlotLimit.check(keys);
    int wanted = Math.max(FIRST_SLOTS, count * 2);
    GrowingBuffer larger = new GrowingBuffer(allocator, reservation);
    larger.ensure((long) wanted << 4);
    mask = wanted - 1;
    rehash(larger.segment());
    slots.close();
    slots = larger;
  }

  private void rehash(MemorySegment to) {
    MemorySegment from = entries.segment();
    for (int id = 0; id < size; id++) {
      long hash = from.get(Memory.LONG, ((long) id << 4) + 8);
      int slot = (int) hash & mask;
      while (to.get(Memory.INT, ((long) slot << 4) + 4) != 0) {
        slot = slot + 1 & mask;
      }
      put(to, (long) slot << 4, id, hash);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Batch> write(KeyGroups groups, int batchRows) {
    try (EncodedKeyWriter writer = new EncodedKeyWriter(groups, batchRows, allocator)) {
      for (int id = 0; id < size; id++) {
        writer.add(arena.segment(), startOf(id), endOf(id) - startOf(id));
      }
      return writer.finish();
    }
  }

  @Override
  public void read(Column encoded) {
    ByteValues keys = ByteValues.of(encoded);
    for (int i = 0; i < encoded.length(); i++) {
      add(keys.segment(i), keys.start(i), keys.length(i));
    }
  }

  /** Adds one key of canonical bytes. */
  void add(MemorySegment key, long start, long length) {
    ignored.clear();
    insert(key, start, length, XxHash64.hash(key, start, length, seed), 0, ignored);
  }

  @Override
  public void close() {
    slots.close();
    entries.close();
    arena.close();
  }
}
