package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import io.sabot.state.KeyGroups;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Keys of several columns, each value as a small number, all numbers of a key in one word of 64
 * bits. How many bits a column takes follows the values seen; where they take more, the words are
 * written anew, and where the numbers of a key no longer fit a word, its canonical bytes take over.
 */
final class PackedTable extends KeyTable {
  private static final int STEP = WordIndex.STEP;

  private final Nulls nulls;
  private final RunContext context;
  private final Reservation reservation;
  private final KeyCoder[] coders;
  private int[] widths;
  private WordIndex index;
  private @Nullable BytesTable bytes;
  private final long[][] codes;
  private final long[] packed = new long[STEP];
  private final RowIds ignored = new RowIds(8);

  PackedTable(List<ArrowType> types, Nulls nulls, RunContext context, Reservation reservation) {
    this.nulls = nulls;
    this.context = context;
    this.reservation = reservation;
    this.coders = new KeyCoder[types.size()];
    for (int i = 0; i < coders.length; i++) {
      coders[i] =
          KeyEncoding.isWord(types.get(i))
              ? new RangeCoder(context, reservation)
              : new TextCoder(context, reservation);
    }
    this.widths = new int[coders.length];
    this.codes = new long[coders.length][STEP];
    this.index = new WordIndex(context, reservation);
  }

  @Override
  public void findOrInsert(List<Column> keys, int rows, int[] ids, RowIds added) {
    if (bytes != null) {
      bytes.findOrInsert(keys, rows, ids, added);
      return;
    }
    long[][] valid = open(keys);
    long[] all = nulls == Nulls.EQUAL ? null : LogicalValidity.ofAll(keys, context.allocator());
    index.expect(rows);
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      if (!code(keys, valid, from, count)) {
        insertRest(keys, from, rows, ids, added);
        return;
      }
      if (all == null) {
        index.findOrInsert(packed, 0, count, ids, from, added);
      } else {
        int first = RowBits.carry(packed, all, from, 0, count);
        index.findOrInsert(packed, first, count, ids, from, added);
        RowBits.setNulls(all, from, 0, count, ids, -1);
      }
    }
  }

  /** For each column, the rows that hold a value, or null where all do. */
  private long @Nullable [][] open(List<Column> keys) {
    long[][] valid = new long[coders.length][];
    for (int i = 0; i < coders.length; i++) {
      valid[i] = LogicalValidity.of(keys.get(i), context.allocator());
      coders[i].open(keys.get(i), valid[i]);
    }
    return valid;
  }

  /** Leaves the word of each row in {@link #packed}; false where a word no longer holds a key. */
  private boolean code(List<Column> keys, long @Nullable [][] valid, int from, int count) {
    KeyCoder[] before = coders.clone();
    for (int i = 0; i < coders.length; i++) {
      while (!coders[i].code(from, count, codes[i])) {
        coders[i] = coders[i].wider();
        coders[i].open(keys.get(i), valid[i]);
      }
    }
    if (!settle(before)) {
      return false;
    }
    pack(count);
    return true;
  }

  private void pack(int count) {
    System.arraycopy(codes[0], 0, packed, 0, count);
    for (int i = 1, shift = widths[0]; i < coders.length; shift += widths[i], i++) {
      or(codes[i], shift, packed, count);
    }
  }

  private static void or(long[] codes, int shift, long[] packed, int count) {
    for (int i = 0; i < count; i++) {
      packed[i] |= codes[i] << shift;
    }
  }

  /** Makes the words wide enough for the codes; false where they cannot be. */
  private boolean settle(KeyCoder[] before) {
    boolean changed = false;
    for (int i = 0; i < coders.length; i++) {
      changed |= coders[i] != before[i] || coders[i].bits() > widths[i];
    }
    if (!changed) {
      return true;
    }
    try (GrowingBuffer words = words()) {
      recodeAll(words, before);
      int[] wider = new int[coders.length];
      for (int i = 0; i < wider.length; i++) {
        wider[i] = coders[i].bits();
      }
      if (Arrays.stream(wider).sum() > Long.SIZE) {
        becomeBytes(words, before);
        return false;
      }
      repack(words, before, wider);
      return true;
    }
  }

  /** Id → word. */
  private GrowingBuffer words() {
    GrowingBuffer words = new GrowingBuffer(context.allocator(), reservation);
    try {
      words.ensure((long) index.size() << 3);
      MemorySegment to = words.segment();
      index.visit((word, id) -> to.set(Memory.LONG, (long) id << 3, word));
      return words;
    } catch (Throwable failure) {
      words.close();
      throw failure;
    }
  }

  /** New coders learn the values that have codes, before anyone asks how many there are. */
  private void recodeAll(GrowingBuffer words, KeyCoder[] before) {
    for (int i = 0, shift = 0; i < coders.length; shift += widths[i], i++) {
      for (int id = 0; id < index.size() && coders[i] != before[i]; id++) {
        coders[i].recode(before[i], code(word(words, id), shift, widths[i]));
      }
    }
  }

  private static long word(GrowingBuffer words, int id) {
    return words.segment().get(Memory.LONG, (long) id << 3);
  }

  private static long code(long word, int shift, int width) {
    return width == 0 ? 0 : word >>> shift & (1L << width) - 1;
  }

  private void repack(GrowingBuffer words, KeyCoder[] before, int[] wider) {
    WordIndex next = new WordIndex(context, reservation);
    try {
      int[] ids = new int[STEP];
      next.expect(index.size());
      for (int first = 0; first < index.size(); first += STEP) {
        int count = Math.min(STEP, index.size() - first);
        for (int i = 0; i < count; i++) {
          packed[i] = repacked(word(words, first + i), before, wider);
        }
        ignored.clear();
        next.findOrInsert(packed, 0, count, ids, 0, ignored);
      }
    } catch (Throwable failure) {
      next.close();
      throw failure;
    }
    index.close();
    index = next;
    widths = wider;
  }

  private long repacked(long word, KeyCoder[] before, int[] wider) {
    long packedAnew = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < coders.length; i++) {
      long code = code(word, from, widths[i]);
      packedAnew |= (coders[i] == before[i] ? code : coders[i].recode(before[i], code)) << to;
      from += widths[i];
      to += wider[i];
    }
    return packedAnew;
  }

  private void becomeBytes(GrowingBuffer words, KeyCoder[] old) {
    BytesTable table = new BytesTable(nulls, context, reservation);
    try {
      encode(words, old, (from, length) -> table.add(from.segment(), 0, length));
    } catch (Throwable failure) {
      table.close();
      throw failure;
    }
    bytes = table;
    index.close();
    for (KeyCoder coder : coders) {
      coder.close();
    }
  }

  private interface Encoded {
    void take(GrowingBuffer bytes, long length);
  }

  /** Shows the canonical bytes of each key, in the order of ids. */
  private void encode(GrowingBuffer words, KeyCoder[] of, Encoded encoded) {
    for (KeyCoder coder : of) {
      coder.prepareToEncode();
    }
    try (GrowingBuffer scratch = new GrowingBuffer(context.allocator(), reservation)) {
      for (int id = 0; id < index.size(); id++) {
        long end = 0;
        for (int i = 0, shift = 0; i < of.length; shift += widths[i], i++) {
          end = of[i].encode(code(word(words, id), shift, widths[i]), scratch, end);
        }
        encoded.take(scratch, end);
      }
    }
  }

  private void insertRest(List<Column> keys, int from, int rows, int[] ids, RowIds added) {
    List<Column> rest = new ArrayList<>();
    int[] restIds = new int[rows - from];
    RowIds more = new RowIds(8);
    try {
      for (Column key : keys) {
        rest.add(key.slice(from, rows - from, context.allocator()));
      }
      bytes.findOrInsert(rest, rows - from, restIds, more);
    } finally {
      rest.forEach(Column::close);
    }
    System.arraycopy(restIds, 0, ids, from, rows - from);
    for (int i = 0; i < more.size(); i++) {
      added.add(from + more.get(i));
    }
  }

  @Override
  public void find(List<Column> keys, int rows, int[] ids) {
    if (bytes != null) {
      bytes.find(keys, rows, ids);
      return;
    }
    KeyCoder.Lookup[] lookups = new KeyCoder.Lookup[coders.length];
    long[][] valid = new long[coders.length][];
    for (int i = 0; i < coders.length; i++) {
      valid[i] = LogicalValidity.of(keys.get(i), context.allocator());
      lookups[i] = coders[i].lookup(keys.get(i), valid[i]);
    }
    long[] code = new long[STEP];
    long[] words = new long[STEP];
    long[] signs = new long[STEP];
    int[] rest = new int[STEP];
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      Arrays.fill(words, 0);
      Arrays.fill(signs, 0);
      for (int i = 0, shift = 0; i < coders.length; shift += widths[i], i++) {
        lookups[i].find(from, count, code);
        or(code, shift, words, count);
        or(code, 0, signs, count);
      }
      index.find(words, count, ids, from, rest);
      for (int i = 0; i < count; i++) {
        ids[from + i] |= (int) (signs[i] >> 63);
      }
      excludeNulls(valid, from, count, ids);
    }
  }

  private void excludeNulls(long @Nullable [][] valid, int from, int count, int[] ids) {
    for (long[] words : valid) {
      if (nulls == Nulls.NEVER_MATCH && words != null) {
        RowBits.setNulls(words, from, 0, count, ids, -1);
      }
    }
  }

  @Override
  public int size() {
    return bytes != null ? bytes.size() : index.size();
  }

  @Override
  public List<Batch> write(KeyGroups groups, int batchRows) {
    if (bytes != null) {
      return bytes.write(groups, batchRows);
    }
    try (EncodedKeyWriter writer = new EncodedKeyWriter(groups, batchRows, context.allocator());
        GrowingBuffer words = words()) {
      encode(words, coders, (from, length) -> writer.add(from.segment(), 0, length));
      return writer.finish();
    }
  }

  /** Restored keys are kept as the bytes they come as. */
  @Override
  public void read(Column encoded) {
    if (bytes == null) {
      try (GrowingBuffer words = words()) {
        becomeBytes(words, coders);
      }
    }
    bytes.read(encoded);
  }

  @Override
  public void close() {
    if (bytes != null) {
      bytes.close();
      return;
    }
    index.close();
    for (KeyCoder coder : coders) {
      coder.close();
    }
  }
}
