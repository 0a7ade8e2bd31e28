package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
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

  /** As the rows at hand need them; words lie in the form until they are written anew. */
  private final KeyCoder[] coders;

  private PackedForm form;
  private WordIndex index;
  private @Nullable BytesTable bytes;
  private final long[][] codes;
  private final long[] packed = new long[STEP];
  private final RowIds ignored = new RowIds(8);

  PackedTable(List<ArrowType> types, Nulls nulls, RunContext context, Reservation reservation) {
    super(context.allocator());
    this.nulls = nulls;
    this.context = context;
    this.reservation = reservation;
    this.form = PackedForm.empty(types, context, reservation);
    this.coders = form.coders().clone();
    this.codes = new long[types.size()][STEP];
    this.index = new WordIndex(context, reservation);
  }

  @Override
  boolean takesCodes(int key) {
    return bytes == null && coders[key] instanceof TextCoder;
  }

  @Override
  void insert(List<Column> keys, int rows, int[] ids, RowIds added) {
    if (bytes != null) {
      bytes.insert(keys, rows, ids, added);
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
    long[][] valid = new long[codes.length][];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = LogicalValidity.of(keys.get(i), context.allocator());
      coders[i].open(keys.get(i), valid[i]);
    }
    return valid;
  }

  /** Leaves the word of each row in {@link #packed}; false where a word no longer holds a key. */
  private boolean code(List<Column> keys, long @Nullable [][] valid, int from, int count) {
    for (int i = 0; i < coders.length; i++) {
      while (!coders[i].code(from, count, codes[i])) {
        coders[i] = coders[i].wider();
        coders[i].open(keys.get(i), valid[i]);
      }
    }
    if (!form.holds(coders) && !become()) {
      return false;
    }
    form.pack(codes, count, packed);
    return true;
  }

  /** Makes the words wide enough for the codes; false where they cannot be. */
  private boolean become() {
    try (GrowingBuffer words = words()) {
      PackedForm learning = new PackedForm(coders, form.widths());
      for (int id = 0; id < index.size(); id++) {
        learning.learn(word(words, id), form);
      }
      PackedForm wider = PackedForm.of(coders);
      if (wider.bits() > Long.SIZE) {
        becomeBytes(words);
        return false;
      }
      repack(words, wider);
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

  private static long word(GrowingBuffer words, int id) {
    return words.segment().get(Memory.LONG, (long) id << 3);
  }

  private void repack(GrowingBuffer words, PackedForm wider) {
    WordIndex next = new WordIndex(context, reservation);
    try {
      int[] ids = new int[STEP];
      next.expect(index.size());
      for (int first = 0; first < index.size(); first += STEP) {
        int count = Math.min(STEP, index.size() - first);
        for (int i = 0; i < count; i++) {
          packed[i] = wider.repacked(word(words, first + i), form);
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
    form = wider;
  }

  private void becomeBytes(GrowingBuffer words) {
    BytesTable table = new BytesTable(nulls, context, reservation);
    try {
      encode(words, (from, length) -> table.add(from.segment(), 0, length));
    } catch (Throwable failure) {
      table.close();
      throw failure;
    }
    bytes = table;
    closeWords();
  }

  private interface Encoded {
    void take(GrowingBuffer bytes, long length);
  }

  /** Shows the canonical bytes of each key, in the order of ids. */
  private void encode(GrowingBuffer words, Encoded encoded) {
    form.prepareToEncode();
    try (GrowingBuffer scratch = new GrowingBuffer(context.allocator(), reservation)) {
      for (int id = 0; id < index.size(); id++) {
        encoded.take(scratch, form.encode(word(words, id), scratch));
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
  public boolean rowsMayWait() {
    return nulls == Nulls.NEVER_MATCH && index.size() >= MANY_KEYS && isOfNumbers();
  }

  /** Whether all values are numbers that do not lie far apart. */
  private boolean isOfNumbers() {
    return bytes == null && Arrays.stream(coders).allMatch(RangeCoder.class::isInstance);
  }

  @Override
  public @Nullable RowsAtOnce atOnce(List<List<Column>> keys, RowsOfKeys target) {
    return isOfNumbers() && keys.stream().allMatch(KeyTable::areFlat)
        ? RowsAtOnce.of(new PackedRows(keys, context, reservation, this::adopt), index, target)
        : null;
  }

  private void adopt(PackedForm filled) {
    form = filled;
    System.arraycopy(filled.coders(), 0, coders, 0, coders.length);
  }

  @Override
  public Lookup lookup() {
    return this::find;
  }

  private void find(List<Column> keys, int rows, int[] ids) {
    if (bytes != null) {
      bytes.find(keys, rows, ids);
    } else {
      new PackedLookup(form, nulls, keys, context.allocator()).find(index, rows, ids);
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
      encode(words, (from, length) -> writer.add(from.segment(), 0, length));
      return writer.finish();
    }
  }

  /** Restored keys are kept as the bytes they come as. */
  @Override
  public void read(Column encoded) {
    if (bytes == null) {
      try (GrowingBuffer words = words()) {
        becomeBytes(words);
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
    closeWords();
  }

  private void closeWords() {
    index.close();
    for (KeyCoder coder : coders) {
      coder.close();
    }
  }
}
