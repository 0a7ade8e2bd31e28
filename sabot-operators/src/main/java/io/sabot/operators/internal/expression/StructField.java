package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.Field;

/** {@code field}: a child of structs, whose memory it shares; null where the struct is. */
record StructField(Node struct, int ordinal, Field field) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand structs = struct.evaluate(frame)) {
      if (structs.isNull()) {
        return Results.nothing(frame, field);
      }
      Column child = structs.column().child(ordinal);
      if (!structs.column().hasNulls()) {
        return new Operand(values(frame, child), structs.extent());
      }
      Column restricted =
          child.layout().hasValidity() && child.dictionary() == null
              ? restricted(frame, structs.column(), child)
              : gathered(frame, structs.column(), child);
      return new Operand(restricted, structs.extent());
    }
  }

  private Column values(Frame frame, Column child) {
    try (Column decoded = Take.decode(child, frame.allocator())) {
      return decoded.renamed(field);
    }
  }

  /** The child with the nulls of the struct among its own. */
  private Column restricted(Frame frame, Column structs, Column child) {
    List<ArrowBuf> buffers = new ArrayList<>();
    buffers.add(bothValid(frame, structs, child));
    for (int i = 1; i < child.bufferCount(); i++) {
      buffers.add(Memory.share(child.buffer(i)));
    }
    List<Column> children = new ArrayList<>();
    for (int i = 0; i < child.childCount(); i++) {
      children.add(child.child(i).share());
    }
    return Column.nested(field, structs.length(), buffers, children);
  }

  private static ArrowBuf bothValid(Frame frame, Column structs, Column child) {
    if (!child.hasNulls()) {
      return Memory.share(structs.buffer(0));
    }
    int length = structs.length();
    ArrowBuf both = Memory.allocate(frame.allocator(), Math.max(8, Bitmaps.bytes(length)));
    try {
      Kernels.BITS.and(structs.segment(0), child.segment(0), length, Memory.segment(both));
      return both;
    } catch (Throwable failure) {
      both.getReferenceManager().release();
      throw failure;
    }
  }

  /** For children that keep nulls elsewhere than in a bitmap, or values elsewhere than in rows. */
  private Column gathered(Frame frame, Column structs, Column child) {
    MemorySegment valid = structs.segment(0);
    RowIds rows = new RowIds(structs.length());
    for (int row = 0; row < structs.length(); row++) {
      rows.add(Bitmaps.get(valid, row) ? row : RowIds.NULL_ROW);
    }
    return Results.gathered(frame, field, child, rows);
  }

  @Override
  public void close() {
    struct.close();
  }
}
