package io.sabot.operators.internal.row;

import static io.sabot.Expressions.asc;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.expression.SortKey;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Where rows stand in the input, as a column behind the others: the number of the morsel, then that
 * of the row within it.
 */
public final class Places {
  /** Bits for the row. */
  private static final int ROW_BITS = 36;

  /** The column. */
  public static final Field FIELD =
      new Field("sabot:place", FieldType.notNullable(new ArrowType.Int(64, true)), null);

  /** Rows in the order of their places. */
  public static final SortKey KEY = asc(FIELD.getName());

  private Places() {}

  /** A schema with the place of each row behind its columns. */
  public static Schema schema(Schema schema) {
    List<Field> fields = new ArrayList<>(schema.getFields());
    fields.add(FIELD);
    return new Schema(fields);
  }

  /** The place of the first row of a morsel. */
  public static long first(long morsel) {
    return morsel << ROW_BITS;
  }

  /** The morsel of a row at a place. */
  public static long morsel(long place) {
    return place >>> ROW_BITS;
  }

  /** A batch, which is spent, with places from {@code first} on. */
  public static Batch add(Batch batch, long first, BufferAllocator allocator) {
    try {
      List<Column> columns = new ArrayList<>(batch.columns());
      columns.add(places(first, batch.length(), allocator));
      return batch.withColumns(schema(batch.schema()), columns);
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
  }

  private static Column places(long first, int count, BufferAllocator allocator) {
    ArrowBuf buffer = Memory.allocate(allocator, (long) count * Long.BYTES);
    MemorySegment to = Memory.segment(buffer);
    for (int i = 0; i < count; i++) {
      to.set(Memory.LONG, (long) i << 3, first + i);
    }
    return Column.of(FIELD, count, allocator.getEmpty(), buffer);
  }

  /** The places of a batch that has some. */
  public static MemorySegment of(Batch placed) {
    return placed.columns().getLast().segment(1);
  }
}
