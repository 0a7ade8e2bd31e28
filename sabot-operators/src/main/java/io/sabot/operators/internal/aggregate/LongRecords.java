package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
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

/** A fixed number of 64-bit words of each group's record, side by side, all zero at first. */
final class LongRecords {
  private final GroupRecords records;
  private final int offset;
  private final List<Field> fields;

  LongRecords(GroupRecords records, int offset, String... words) {
    this.records = records;
    this.offset = offset;
    this.fields = Arrays.stream(words).map(LongRecords::field).toList();
  }

  static Field field(String name) {
    return new Field(name, FieldType.notNullable(new ArrowType.Int(64, true)), null);
  }

  /** Bytes from the words of a group to those of the next. */
  long stride() {
    return records.stride();
  }

  /** Memory that begins with the words of the first group; valid until records are resized. */
  MemorySegment segment() {
    MemorySegment all = records.segment();
    return all.byteSize() == 0 ? all : all.asSlice(offset);
  }

  /** A word of a group. */
  long get(int group, int word) {
    return records.segment().get(Memory.LONG, at(group, word));
  }

  /** Adds to a word of a group. */
  void add(int group, int word, long more) {
    set(group, word, get(group, word) + more);
  }

  /** Replaces a word of a group. */
  void set(int group, int word, long value) {
    records.segment().set(Memory.LONG, at(group, word), value);
  }

  private long at(int group, int word) {
    return (long) group * records.stride() + offset + (word << 3);
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
        columns.add(column(fields.get(word), count, i -> get(groups[i], of), records.allocator()));
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
}
