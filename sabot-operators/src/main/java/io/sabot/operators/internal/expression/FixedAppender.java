package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Puts the results of slices, of fixed width, one behind the other, where they will stay. */
final class FixedAppender implements AutoCloseable {
  private final Field field;
  private final int capacity;
  private final BufferAllocator allocator;
  private final int width;
  private @Nullable ArrowBuf values;
  private @Nullable ArrowBuf validity;
  private int rows;

  /** Whether results of a type can be put together here. */
  static boolean takes(ArrowType type) {
    Layout layout = Layout.of(type);
    return layout == Layout.FIXED || layout == Layout.BIT;
  }

  /** Room for so many rows, once there is one. */
  FixedAppender(Field field, int capacity, BufferAllocator allocator) {
    this.field = field;
    this.capacity = capacity;
    this.allocator = allocator;
    this.width = Layout.of(field.getType()) == Layout.BIT ? 0 : Layout.width(field.getType());
  }

  /** Takes a result over; codes become values, because each slice has its own dictionary. */
  void add(Column result) {
    try (result;
        Column part = Take.decode(result, allocator)) {
      if (values == null) {
        values = Memory.allocate(allocator, Math.max(8, bytes(capacity)));
      }
      MemorySegment to = Memory.segment(values);
      if (width == 0) {
        Bitmaps.append(part.segment(1), part.length(), to, rows);
      } else {
        MemorySegment.copy(
            part.segment(1), 0, to, (long) rows * width, (long) part.length() * width);
      }
      addValidity(part);
      rows += part.length();
    }
  }

  private void addValidity(Column part) {
    MemorySegment bits = part.validity();
    if (validity == null && bits != null) {
      validity = Memory.allocate(allocator, Math.max(8, Bitmaps.bytes(capacity)));
      Bitmaps.fill(Memory.segment(validity), capacity);
    }
    if (validity != null && bits != null) {
      Bitmaps.append(bits, part.length(), Memory.segment(validity), rows);
    } else if (validity != null) {
      setValid(Memory.segment(validity), rows, rows + part.length());
    }
  }

  /** What was appended before may have spilled over: set again what is behind it. */
  private static void setValid(MemorySegment bits, int start, int end) {
    int row = start;
    for (; (row & 7) != 0 && row < end; row++) {
      Bitmaps.set(bits, row);
    }
    if (row < end) {
      Bitmaps.fill(bits.asSlice(row >>> 3), end - row);
    }
  }

  private long bytes(int count) {
    return width == 0 ? Bitmaps.bytes(count) : (long) count * width;
  }

  /** Leaves out rows up to this one: they hold anything. */
  void skipTo(int row) {
    rows = row;
  }

  /** All of it; passes to the caller. */
  Column finish() {
    ArrowBuf bits = validity;
    ArrowBuf data = values;
    validity = null;
    values = null;
    try {
      bits = bits == null ? null : fitted(bits, Bitmaps.bytes(rows));
      data = data == null ? null : fitted(data, bytes(rows));
    } catch (Throwable failure) {
      release(bits);
      release(data);
      throw failure;
    }
    return Column.of(field, rows, orEmpty(bits), orEmpty(data));
  }

  private ArrowBuf orEmpty(@Nullable ArrowBuf buffer) {
    return buffer == null ? allocator.getEmpty() : buffer;
  }

  /** A buffer that is mostly used, or its used part in one of its own, for which it is spent. */
  private ArrowBuf fitted(ArrowBuf buffer, long used) {
    if (buffer.capacity() <= Math.max(64, 2 * used)) {
      return buffer;
    }
    ArrowBuf smaller = Memory.allocate(allocator, Math.max(8, used));
    MemorySegment.copy(Memory.segment(buffer), 0, Memory.segment(smaller), 0, used);
    release(buffer);
    return smaller;
  }

  private static void release(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.getReferenceManager().release();
    }
  }

  @Override
  public void close() {
    release(values);
    release(validity);
    values = null;
    validity = null;
  }
}
