package io.sabot.kafka.internal.column;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Structs: a value of each of the parts is appended to it first, then {@link #append} makes them
 * one. Parts of a struct that was not made so go with {@link #truncate}.
 */
public final class StructBuilder extends ColumnBuilder {
  private final List<ColumnBuilder> parts;

  /** For a field of a struct type and a builder for each of its children. */
  public StructBuilder(Field field, List<ColumnBuilder> parts) {
    super(field);
    this.parts = List.copyOf(parts);
  }

  @Override
  public List<ColumnBuilder> parts() {
    return parts;
  }

  /** Appends the struct of the values that stand last in the parts. */
  public void append() {
    appended();
  }

  /** Within a struct that is null its parts are null, whether or not they take one. */
  @Override
  void putNull(int row) {
    for (ColumnBuilder part : parts) {
      part.appendNull();
    }
  }

  @Override
  public long bytes() {
    long sum = 0;
    for (ColumnBuilder part : parts) {
      sum += part.bytes();
    }
    return sum;
  }

  @Override
  void cut(int length) {
    for (ColumnBuilder part : parts) {
      part.truncate(length);
    }
  }

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {}
}
