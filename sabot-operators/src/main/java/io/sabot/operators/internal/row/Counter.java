package io.sabot.operators.internal.row;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** State that is one number: a table of one row and one int64 column. */
public final class Counter {
  private Counter() {}

  /** A table named as its only column. */
  public static StateTable table(
      String name, LongSupplier writer, LongConsumer reader, BufferAllocator allocator) {
    Field field = new Field(name, FieldType.notNullable(MinorType.BIGINT.getType()), null);
    Schema schema = new Schema(List.of(field));
    return new RowsTable(
        name,
        schema,
        () -> List.of(row(schema, writer.getAsLong(), allocator)),
        rows -> {
          try (Batch flat = rows.flat(allocator)) {
            reader.accept(flat.column(0).segment(1).get(Memory.LONG, 0));
          }
        });
  }

  private static Batch row(Schema schema, long value, BufferAllocator allocator) {
    ArrowBuf values = Memory.allocate(allocator, Long.BYTES);
    Memory.segment(values).set(Memory.LONG, 0, value);
    Field field = schema.getFields().getFirst();
    return Batch.of(schema, List.of(Column.of(field, 1, allocator.getEmpty(), values)), 1);
  }
}
