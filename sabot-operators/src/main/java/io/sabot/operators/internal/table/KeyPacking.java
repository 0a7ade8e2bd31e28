package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Keys as one word each, in a form that is made for some keys and never changes after: the word of
 * a key is the same for ever, and the key can be had back from it. A key that the form has no word
 * for is refused, and then always. Any number of threads pack, each with a {@link Packer} of its
 * own.
 */
public final class KeyPacking implements AutoCloseable {
  /** The one column that packed keys are. */
  public static final Field FIELD =
      new Field("packed key", FieldType.notNullable(new ArrowType.Int(64, true)), null);

  static final int STEP = WordIndex.STEP;

  private final List<PackedColumn> columns;
  private final int[] shifts;
  private final RunContext context;

  /** Codes of threads that are done with them: as many as unpacked at the same time. */
  private final Queue<RowIds> spares = new ConcurrentLinkedQueue<>();

  private KeyPacking(List<PackedColumn> columns, RunContext context) {
    this.columns = columns;
    this.context = context;
    this.shifts = new int[columns.size()];
    for (int i = 1; i < shifts.length; i++) {
      shifts[i] = shifts[i - 1] + columns.get(i - 1).bits();
    }
  }

  /**
   * A form for keys like these, or null where there is none: types that are not packed, numbers too
   * far apart, or strings of which too few come again.
   *
   * @param keys the fields of the keys
   * @param seen batches of different keys, which stay with the caller
   */
  public static @Nullable KeyPacking of(
      List<Field> keys, List<Batch> seen, RunContext context, Reservation reservation) {
    List<PackedColumn> columns = new ArrayList<>();
    try {
      if (learned(keys, seen, columns, context, reservation) && PackedWidths.settle(columns)) {
        return new KeyPacking(List.copyOf(columns), context);
      }
    } catch (Throwable failure) {
      columns.forEach(PackedColumn::close);
      throw failure;
    }
    columns.forEach(PackedColumn::close);
    return null;
  }

  /** Adds a column for each key; false where one of them is not packed. */
  private static boolean learned(
      List<Field> keys,
      List<Batch> seen,
      List<PackedColumn> columns,
      RunContext context,
      Reservation reservation) {
    for (int i = 0; i < keys.size(); i++) {
      PackedColumn column = PackedColumn.of(keys.get(i), keys.size() == 1, context, reservation);
      if (column == null) {
        return false;
      }
      columns.add(column);
      if (!learned(column, i, seen)) {
        return false;
      }
    }
    return true;
  }

  private static boolean learned(PackedColumn column, int ordinal, List<Batch> seen) {
    long rows = 0;
    for (Batch batch : seen) {
      rows += batch.length();
      column.learn(batch.column(ordinal));
    }
    return column.pays(rows);
  }

  /** Packs keys, one thread at a time. */
  public Packer packer() {
    return new Packer(columns, shifts, context.allocator());
  }

  /**
   * Whether keys that were packed until now can be had back without waiting for anybody; makes what
   * that takes.
   */
  public boolean isReady() {
    return columns.stream().allMatch(PackedColumn::isReady);
  }

  /** The key columns of packed keys, which stay with the caller; the columns pass to it. */
  public List<Column> unpack(Column packed) {
    RowIds spare = spares.poll();
    RowIds codes = spare == null ? new RowIds(packed.length()) : spare;
    List<Column> keys = new ArrayList<>();
    try {
      for (int i = 0; i < shifts.length; i++) {
        load(packed, shifts[i], columns.get(i).bits(), codes);
        keys.add(columns.get(i).unpack(codes));
      }
      return keys;
    } catch (Throwable failure) {
      keys.forEach(Column::close);
      throw failure;
    } finally {
      spares.add(codes);
    }
  }

  private static void load(Column packed, int shift, int bits, RowIds codes) {
    int count = packed.length();
    long[] to = codes.room(count);
    MemorySegment words = packed.segment(1);
    long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
    for (int i = 0; i < count; i++) {
      to[i] = words.get(Memory.LONG, (long) i << 3) >>> shift & mask;
    }
    codes.resize(count);
  }

  @Override
  public void close() {
    columns.forEach(PackedColumn::close);
  }
}
