package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The probe rows that one thread meets, on disk, each with its place in the order of the input: the
 * number of its morsel, and its own in that.
 */
final class ProbeRows implements AutoCloseable {
  /** The place of a row, behind its columns. */
  static final Field PLACE =
      new Field("sabot:place", FieldType.notNullable(new ArrowType.Int(64, true)), null);

  private static final int ROW_BITS = 36;

  private final Schema schema;
  private final RunContext context;
  private final PartitionedRows rows;
  private long next;

  ProbeRows(JoinShape shape, RunContext context, Reservation reservation) {
    this.schema = placed(shape.left);
    this.context = context;
    this.rows = new PartitionedRows(schema, shape.leftKeys, 0, context, reservation);
  }

  /** A schema with the place of each row behind its columns. */
  static Schema placed(Schema schema) {
    List<Field> fields = new ArrayList<>(schema.getFields());
    fields.add(PLACE);
    return new Schema(fields);
  }

  /** The rows that come next are of this morsel. */
  void begin(long morsel) {
    next = morsel << ROW_BITS;
  }

  /** Adds a flat batch, which passes to this, also on failure. */
  void add(Batch flat) {
    List<Column> columns = new ArrayList<>(flat.columns());
    try {
      columns.add(places(flat.length()));
    } catch (Throwable failure) {
      flat.close();
      throw failure;
    }
    rows.add(Batch.of(schema, columns, flat.length()));
  }

  private Column places(int count) {
    ArrowBuf buffer = Memory.allocate(context.allocator(), (long) count << 3);
    MemorySegment segment = Memory.segment(buffer);
    for (int i = 0; i < count; i++) {
      segment.set(Memory.LONG, (long) i << 3, next++);
    }
    return Column.of(PLACE, count, context.allocator().getEmpty(), buffer);
  }

  /** The rows by the hash of their keys, all written; they stay with this. */
  PartitionedRows written() {
    rows.flush();
    return rows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
