package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.ByteValues;
import io.sabot.state.KeyGroups;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Keys of one string or binary column, of any layout. */
final class TextTable extends KeyTable {
  private static final int STEP = TextIndex.STEP;

  private final Nulls nulls;
  private final TextIndex index;
  private final TextStep step;
  private final long seed;
  private final CodeMap map;
  private int nullId = -1;

  TextTable(Nulls nulls, RunContext context, Reservation reservation) {
    super(context.allocator());
    this.nulls = nulls;
    this.index = new TextIndex(context, reservation);
    this.seed = context.hashSeed();
    this.step = new TextStep(seed);
    this.map = new CodeMap(allocator);
  }

  @Override
  boolean takesCodes(int key) {
    return true;
  }

  @Override
  void insert(List<Column> keys, int rows, int[] ids, RowIds added) {
    Column key = keys.getFirst();
    if (key.dictionary() == null) {
      insert(key, rows, ids, added);
      return;
    }
    map.open(key);
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      map.find(key, from, count, ids, from, this::insert, added);
    }
  }

  private void insert(Column key, int rows, int[] ids, RowIds added) {
    long[] valid = LogicalValidity.of(key, allocator);
    step.open(key);
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      int start = valid == null ? 0 : firstNull(valid, from, count, ids, added);
      step.load(valid, from, start, count);
      index.findOrInsert(step, ids, from, added);
      if (valid != null) {
        RowBits.setNulls(valid, from, 0, count, ids, nullId);
      }
    }
  }

  /** Numbers the first null ever when it is its turn: after the rows before it. */
  private int firstNull(long[] valid, int from, int count, int[] ids, RowIds added) {
    boolean looks = nullId < 0 && nulls == Nulls.EQUAL;
    int place = looks ? RowBits.first(valid, from, count, false) : count;
    if (place == count) {
      return 0;
    }
    step.load(valid, from, 0, place);
    index.findOrInsert(step, ids, from, added);
    nullId = index.takeId();
    added.add(from + place);
    return place;
  }

  @Override
  public Lookup lookup() {
    TextStep looked = new TextStep(seed);
    return (keys, rows, ids) -> find(keys.getFirst(), rows, ids, looked);
  }

  private void find(Column key, int rows, int[] ids, TextStep looked) {
    long[] valid = LogicalValidity.of(key, allocator);
    looked.open(key);
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      looked.load(valid, from, 0, count);
      index.find(looked, ids, from);
      if (valid != null) {
        RowBits.setNulls(valid, from, 0, count, ids, nullId);
      }
    }
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public List<Batch> write(KeyGroups groups, int batchRows) {
    try (EncodedKeyWriter writer = new EncodedKeyWriter(groups, batchRows, allocator)) {
      MemorySegment scratch = writer.scratch(12);
      if (nullId >= 0) {
        writer.add(scratch, 0, 1);
      }
      index.visit(scratch, (id, bytes, start, length) -> writer.addBytes(bytes, start, length));
      return writer.finish();
    }
  }

  /** A marker, the length, the bytes: {@link io.sabot.state.KeyEncoding}. */
  @Override
  public void read(Column encoded) {
    ByteValues keys = ByteValues.of(encoded);
    RowIds ignored = new RowIds(8);
    int[] ids = new int[1];
    for (int i = 0; i < encoded.length(); i++) {
      MemorySegment bytes = keys.segment(i);
      long start = keys.start(i);
      if (bytes.get(Memory.BYTE, start) == 0) {
        nullId = nullId < 0 ? index.takeId() : nullId;
      } else {
        step.one(bytes, start + 5, keys.length(i) - 5);
        index.findOrInsert(step, ids, 0, ignored);
      }
    }
  }

  @Override
  public void close() {
    map.close();
    index.close();
  }
}
