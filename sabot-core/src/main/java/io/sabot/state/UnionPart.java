package io.sabot.state;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A value of one of several types: marker, type id, value. */
final class UnionPart implements KeyPart {
  private final byte[] types;
  private final int[] childOfType = new int[128];
  private final int[] childRows;
  private final List<EncodedKeys> children = new ArrayList<>();

  private UnionPart(Column column) {
    int rows = column.length();
    types = new byte[rows];
    childRows = new int[rows];
    int[] ids = ((ArrowType.Union) KeyParts.storage(column.physicalType())).getTypeIds();
    for (int i = 0; i < column.childCount(); i++) {
      childOfType[ids == null ? i : ids[i]] = i;
    }
    boolean dense = column.layout() == Layout.DENSE_UNION;
    for (int i = 0; i < rows; i++) {
      types[i] = column.segment(0).get(Memory.BYTE, i);
      childRows[i] = dense ? column.segment(1).get(Memory.INT, (long) i << 2) : i;
    }
  }

  static UnionPart of(Column column, BufferAllocator allocator) {
    UnionPart part = new UnionPart(column);
    try {
      for (Column child : KeyParts.children(column)) {
        part.children.add(KeyEncoding.encode(List.of(child), child.length(), allocator));
      }
      return part;
    } catch (Throwable failure) {
      part.close();
      throw failure;
    }
  }

  private EncodedKeys child(int row) {
    return children.get(childOfType[types[row]]);
  }

  private boolean isNull(int row) {
    EncodedKeys child = child(row);
    return child.bytes().get(Memory.BYTE, child.offsets()[childRows[row]]) == 0;
  }

  private long bytes(int row) {
    long[] offsets = child(row).offsets();
    return offsets[childRows[row] + 1] - offsets[childRows[row]];
  }

  @Override
  public void measure(long[] lengths, int rows) {
    for (int i = 0; i < rows; i++) {
      lengths[i] += isNull(i) ? 1 : 2 + bytes(i);
    }
  }

  @Override
  public void write(MemorySegment to, long[] cursors, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = cursors[i];
      if (isNull(i)) {
        to.set(Memory.BYTE, at, (byte) 0);
        cursors[i] = at + 1;
        continue;
      }
      to.set(Memory.BYTE, at, (byte) 1);
      to.set(Memory.BYTE, at + 1, types[i]);
      EncodedKeys child = child(i);
      long length = bytes(i);
      BytesPart.copy(child.bytes(), child.offsets()[childRows[i]], to, at + 2, length);
      cursors[i] = at + 2 + length;
    }
  }

  @Override
  public void close() {
    children.forEach(EncodedKeys::close);
  }
}
