package io.sabot.kafka.internal.column;

import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Lists and maps: elements are appended to their own builder first, then {@link #append} makes
 * those behind the list before one. Elements of a list that was not made so go with {@link
 * #truncate}.
 */
public final class ListBuilder extends ColumnBuilder {
  private static final int FIRST_ROWS = 1024;

  private final ColumnBuilder elements;
  private int[] offsets = new int[FIRST_ROWS];

  /** For a field of a layout with 32-bit or 64-bit offsets, and a builder for its child. */
  public ListBuilder(Field field, ColumnBuilder elements) {
    super(field);
    this.elements = elements;
  }

  @Override
  public List<ColumnBuilder> parts() {
    return List.of(elements);
  }

  /** Elements behind the last list. */
  public int open() {
    return elements.rows() - offsets[rows()];
  }

  /** Appends the list of the elements that are open, which may be none. */
  public void append() {
    setEnd(rows());
    appended();
  }

  private void setEnd(int row) {
    if (row + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[row + 1] = elements.rows();
  }

  @Override
  void putNull(int row) {
    setEnd(row);
  }

  @Override
  public long bytes() {
    return elements.bytes() + 4L * rows();
  }

  @Override
  void cut(int length) {
    elements.truncate(offsets[length]);
  }

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {
    int length = rows();
    if (Layout.of(field().getType()) == Layout.LIST) {
      copy(MemorySegment.ofArray(offsets), (length + 1L) * 4, allocator, buffers);
    } else {
      MemorySegment wide = add((length + 1L) * 8, allocator, buffers);
      for (int i = 0; i <= length; i++) {
        wide.set(Memory.LONG, i * 8L, offsets[i]);
      }
    }
  }
}
