package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** A result in the making. What is not finished is freed by {@link #close}. */
final class Building implements AutoCloseable {
  private final Scratch scratch;
  private final int length;
  private final boolean single;
  private final List<ArrowBuf> values = new ArrayList<>();
  private @Nullable ArrowBuf validity;
  private boolean finished;

  /** A result over arguments: single where all of them are. */
  Building(Frame frame, Operand... arguments) {
    boolean allSingle = true;
    for (Operand argument : arguments) {
      allSingle &= argument.isSingle();
    }
    this.scratch = frame.scratch();
    this.single = allSingle;
    this.length = allSingle ? 1 : frame.length();
  }

  /** A result of one value per row. */
  static Building rows(Frame frame) {
    return new Building(frame.scratch(), frame.length());
  }

  private Building(Scratch scratch, int length) {
    this.scratch = scratch;
    this.single = false;
    this.length = length;
  }

  /** Whether one value stands for all rows. */
  boolean isSingle() {
    return single;
  }

  /** Another building of as many rows, for scratch. */
  Building another() {
    return new Building(scratch, length);
  }

  int length() {
    return length;
  }

  /** The next buffer behind the validity. */
  MemorySegment buffer(long bytes) {
    ArrowBuf buffer = scratch.allocate(Math.max(bytes, 8));
    values.add(buffer);
    return Memory.segment(buffer);
  }

  /** Takes over the next buffer behind the validity. */
  void add(ArrowBuf buffer) {
    values.add(buffer);
  }

  BufferAllocator allocator() {
    return scratch.allocator();
  }

  /** The next buffer, one bit per row. */
  MemorySegment bits() {
    return buffer(Bitmaps.bytes(length));
  }

  /** A validity bitmap to write. */
  MemorySegment validityBits() {
    validity = scratch.allocate(Math.max(Bitmaps.bytes(length), 8));
    return Memory.segment(validity);
  }

  /** Makes the rows valid that are so in every argument; buffers are shared where one decides. */
  void validIn(Operand... arguments) {
    for (Operand argument : arguments) {
      if (argument.column().hasNulls() && (!argument.isSingle() || single)) {
        restrict(argument.column().buffer(0));
      }
    }
  }

  private void restrict(ArrowBuf bits) {
    if (validity == null) {
      validity = Memory.share(bits);
      return;
    }
    ArrowBuf both = scratch.allocate(Math.max(Bitmaps.bytes(length), 8));
    try {
      Kernels.BITS.and(
          Memory.segment(validity), Memory.segment(bits), length, Memory.segment(both));
    } catch (Throwable failure) {
      both.getReferenceManager().release();
      throw failure;
    }
    validity.getReferenceManager().release();
    validity = both;
  }

  /** Makes null the rows whose bit in {@code bits} is not set. */
  void validWhere(MemorySegment bits) {
    ArrowBuf copy = scratch.allocate(Math.max(Bitmaps.bytes(length), 8));
    try {
      MemorySegment.copy(bits, 0, Memory.segment(copy), 0, Bitmaps.bytes(length));
      restrict(copy);
    } finally {
      copy.getReferenceManager().release();
    }
  }

  /** The bits of rows valid so far, or null where all are. */
  @Nullable MemorySegment valid() {
    return validity == null ? null : Memory.segment(validity);
  }

  /** The finished result; passes to the caller. */
  Operand finish(ArrowType type) {
    ArrowBuf[] buffers = new ArrowBuf[values.size() + 1];
    buffers[0] = validity == null ? scratch.allocator().getEmpty() : validity;
    for (int i = 0; i < values.size(); i++) {
      buffers[i + 1] = values.get(i);
    }
    finished = true;
    Column column = Column.of(field(type), length, buffers);
    return single ? Operand.single(column) : Operand.rows(column);
  }

  /** The finished result over children; all pass to the caller. */
  Operand finish(Field field, List<Column> children) {
    List<ArrowBuf> buffers = new ArrayList<>(values);
    buffers.addFirst(validity == null ? scratch.allocator().getEmpty() : validity);
    finished = true;
    Column column = Column.nested(field, length, buffers, children);
    return single ? Operand.single(column) : Operand.rows(column);
  }

  /** The field of what an expression gives, without a name. */
  static Field field(BoundExpression expression) {
    FieldType type = FieldType.nullable(expression.type());
    return new Field("", type, expression.children());
  }

  static Field field(ArrowType type) {
    return new Field("", FieldType.nullable(type), null);
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    values.forEach(buffer -> buffer.getReferenceManager().release());
    if (validity != null) {
      validity.getReferenceManager().release();
    }
  }
}
