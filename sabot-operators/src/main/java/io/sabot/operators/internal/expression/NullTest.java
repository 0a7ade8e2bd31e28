package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Whether each row is null, for every type: a column of bits that is never null itself. */
record NullTest(Function function, Node argument) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    try (Operand value = argument.evaluate(frame);
        Building out = new Building(frame, value)) {
      MemorySegment bits = out.bits();
      valid(value.column(), out.length(), bits, frame);
      if (function == Function.IS_NULL) {
        Kernels.BITS.not(bits, out.length(), bits);
      }
      return out.finish(Types.BOOL);
    }
  }

  private static void valid(Column column, int length, MemorySegment bits, Frame frame) {
    switch (column.layout()) {
      case NULL -> bits.fill((byte) 0);
      case SPARSE_UNION, DENSE_UNION -> union(column, length, bits);
      case RUN_END_ENCODED -> runs(column, length, bits, frame);
      default -> {
        MemorySegment validity = column.validity();
        if (validity == null) {
          Bitmaps.fill(bits, length);
        } else {
          Bitmaps.copy(validity, 0, bits, length);
        }
      }
    }
  }

  /** A row of a union is null where the child that holds it is. */
  private static void union(Column column, int length, MemorySegment bits) {
    ArrowType.Union type = (ArrowType.Union) column.physicalType();
    MemorySegment types = column.segment(0);
    boolean dense = type.getMode() == UnionMode.Dense;
    for (int row = 0; row < length; row++) {
      int child = childOf(type, types.get(Memory.BYTE, row));
      int at = dense ? column.segment(1).get(Memory.INT, (long) row << 2) : row;
      put(bits, row, isValid(column.child(child), at));
    }
  }

  private static boolean isValid(Column child, int row) {
    if (!child.layout().hasValidity()) {
      return child.layout() != Layout.NULL;
    }
    MemorySegment validity = child.validity();
    return validity == null || Bitmaps.get(validity, row);
  }

  private static int childOf(ArrowType.Union type, int id) {
    int[] ids = type.getTypeIds();
    for (int i = 0; ids != null && i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return id;
  }

  /** A row of a run is null where the run's value is. */
  private static void runs(Column column, int length, MemorySegment bits, Frame frame) {
    try (Building one = Building.rows(frame)) {
      MemorySegment values = one.buffer(Bitmaps.bytes(column.child(1).length()));
      valid(column.child(1), column.child(1).length(), values, frame);
      RowIds rows = runOfRow(column.child(0), length);
      for (int row = 0; row < length; row++) {
        put(bits, row, Bitmaps.get(values, RowIds.row(rows.get(row))));
      }
    }
  }

  private static RowIds runOfRow(Column ends, int length) {
    RowIds rows = new RowIds(length);
    int width = Lane.width(ends.physicalType());
    MemorySegment segment = ends.segment(1);
    for (int run = 0; rows.size() < length; run++) {
      long end =
          switch (width) {
            case 2 -> segment.get(Memory.SHORT, (long) run << 1);
            case 4 -> segment.get(Memory.INT, (long) run << 2);
            default -> segment.get(Memory.LONG, (long) run << 3);
          };
      while (rows.size() < Math.min(end, length)) {
        rows.add(run);
      }
    }
    return rows;
  }

  private static void put(MemorySegment bits, int row, boolean set) {
    if (set) {
      Bitmaps.set(bits, row);
    } else {
      Bitmaps.clear(bits, row);
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
