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
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of one column of up to 8 bytes. */
final class WordTable extends KeyTable {
  private static final int STEP = WordIndex.STEP;

  private final Nulls nulls;
  private final WordIndex index;
  private final long[] words = new long[STEP];
  private int nullId = -1;

  WordTable(Nulls nulls, RunContext context, Reservation reservation) {
    super(context.allocator());
    this.nulls = nulls;
    this.index = new WordIndex(context, reservation);
  }

  @Override
  boolean takesCodes(int key) {
    return false;
  }

  @Override
  void insert(List<Column> keys, int rows, int[] ids, RowIds added) {
    Column key = keys.getFirst();
    long[] valid = LogicalValidity.of(key, allocator);
    index.expect(rows);
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      KeyEncoding.words(key, from, count, words);
      if (valid == null) {
        index.findOrInsert(words, 0, count, ids, from, added);
      } else {
        insertValid(valid, from, count, ids, added);
      }
    }
  }

  private void insertValid(long[] valid, int from, int count, int[] ids, RowIds added) {
    int place = 0;
    if (nullId < 0 && nulls == Nulls.EQUAL) {
      // Ids follow the order of rows: what comes before the first null is numbered first.
      place = RowBits.first(valid, from, count, false);
      index.findOrInsert(words, 0, place, ids, from, added);
      if (place < count) {
        nullId = index.takeId();
        added.add(from + place);
      }
    }
    int first = RowBits.carry(words, valid, from, place, count);
    index.findOrInsert(words, first, count, ids, from, added);
    RowBits.setNulls(valid, from, place, count, ids, nullId);
  }

  @Override
  public boolean rowsMayWait() {
    return nulls == Nulls.NEVER_MATCH && index.size() >= MANY_KEYS;
  }

  @Override
  public @Nullable RowsAtOnce atOnce(List<List<Column>> keys, RowsOfKeys target) {
    List<Column> pieces = keys.getFirst();
    return areFlat(pieces) ? RowsAtOnce.of(WordRuns.of(pieces, allocator), index, target) : null;
  }

  @Override
  public Lookup lookup() {
    return new WordLookup();
  }

  /** Has room for a step, or for fewer rows where there never were more: one key is often all. */
  private final class WordLookup implements Lookup {
    private long[] looked = {};
    private int[] others = {};

    @Override
    public void find(List<Column> keys, int rows, int[] ids) {
      Column key = keys.getFirst();
      long[] valid = LogicalValidity.of(key, allocator);
      makeRoom(Math.min(STEP, rows));
      for (int from = 0; from < rows; from += STEP) {
        int count = Math.min(STEP, rows - from);
        KeyEncoding.words(key, from, count, looked);
        index.find(looked, count, ids, from, others);
        if (valid != null) {
          RowBits.setNulls(valid, from, 0, count, ids, nullId);
        }
      }
    }

    private void makeRoom(int step) {
      if (looked.length < step) {
        looked = new long[step];
        others = new int[step];
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
      MemorySegment scratch = writer.scratch(9);
      if (nullId >= 0) {
        writer.add(scratch, 0, 1);
      }
      scratch.set(Memory.BYTE, 0, (byte) 1);
      index.visit((word, id) -> {
        scratch.set(Memory.LONG, 1, word);
        writer.add(scratch, 0, 9);
      });
      return writer.finish();
    }
  }

  @Override
  public void read(Column encoded) {
    ByteValues keys = ByteValues.of(encoded);
    RowIds ignored = new RowIds(STEP);
    int[] ids = new int[STEP];
    index.expect(encoded.length());
    int count = 0;
    for (int i = 0; i < encoded.length(); i++) {
      if (keys.length(i) == 1) {
        nullId = nullId < 0 ? index.takeId() : nullId;
        continue;
      }
      words[count++] = keys.segment(i).get(Memory.LONG, keys.start(i) + 1);
      if (count == STEP) {
        index.findOrInsert(words, 0, count, ids, 0, ignored);
        count = 0;
      }
    }
    index.findOrInsert(words, 0, count, ids, 0, ignored);
  }

  @Override
  public void close() {
    index.close();
  }
}
