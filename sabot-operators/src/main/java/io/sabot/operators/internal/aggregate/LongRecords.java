package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A fixed number of 64-bit words for each group, side by side, all zero at first. */
final class LongRecords implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<Field> fields;
  private final GrowingBuffer buffer;

  LongRecords(BufferAllocator allocator, Reservation reservation, String... words) {
    this.allocator = allocator;
    this.fields = Arrays.stream(words).map(LongRecords::field).toList();
    this.buffer = new GrowingBuffer(allocator, reservation);
  }

  static Field field(String name) {
    return new Field(name, FieldType.notNullable(new ArrowType.Int(64, true)), null);
  }

  /** Bytes of a record. */
  int stride() {
    return fields.size() << 3;
  }

  void resize(int groups) {
    buffer.ensure((long) groups * stride());
  }

  /** All records; valid until the next {@link #resize}. */
  MemorySegment segment() {
    return buffer.segment();
  }

  /** A word of a group. */
  long get(int group, int word) {
    return buffer.segment().get(Memory.LONG, (long) group * stride() + (word << 3));
  }

  List<Field> fields() {
    return fields;
  }

  /** One column per word. */
  List<Column> write(int[] groups, int count) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int word = 0; word < fields.size(); word++) {
        int of = word;
        columns.add(column(fields.get(word), count, i -> get(groups[i], of), allocator));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** A column of words. */
  static Column column(Field field, int count, IntToLongFunction words, BufferAllocator allocator) {
    ArrowBuf values = Memory.allocate(allocator, (long) count << 3);
    MemorySegment to = Memory.segment(values);
    for (int i = 0; i < count; i++) {
      to.set(Memory.LONG, (long) i << 3, words.applyAsLong(i));
    }
    return Column.of(field, count, allocator.getEmpty(), values);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
