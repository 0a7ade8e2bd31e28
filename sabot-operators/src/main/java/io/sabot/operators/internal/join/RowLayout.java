package io.sabot.operators.internal.join;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.table.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a row lie: numbers as wide as they are; of strings and binaries the length in
 * 4 bytes and up to 12 bytes of the value, of longer ones the piece in 4 and the start in 8 bytes;
 * last a byte for each column that has nulls, 1 where the value is one.
 *
 * @param slots of the columns, wide ones first
 * @param stride bytes from row to row
 * @param fetches places in memory from which a row would be fetched column by column
 */
record RowLayout(List<Slot> slots, int stride, int fetches) {
  /** Bytes of a value that lie in the row itself. */
  static final int INLINE = 12;

  /** Stands for the width of strings and binaries. */
  static final int TEXT = 0;

  private static final int TEXT_BYTES = 16;

  /**
   * A column of a row.
   *
   * @param width of a number, or {@link #TEXT}
   * @param at where the value lies
   * @param nullAt where it says that it is null, or −1 where no value is
   * @param isLong whether some value does not lie in the row itself
   */
  record Slot(int ordinal, int width, int at, int nullAt, boolean isLong) {}

  static RowLayout of(Chunks chunks, List<Integer> ordinals) {
    List<Slot> slots = new ArrayList<>();
    int at = 0;
    int fetches = 0;
    for (int width : new int[] {16, TEXT, 8, 4, 2, 1}) {
      for (int ordinal : ordinals) {
        List<Column> pieces = chunks.column(ordinal);
        if (width(pieces) == width) {
          slots.add(new Slot(ordinal, width, at, -1, width == TEXT && isLong(pieces)));
          at += width == TEXT ? TEXT_BYTES : width;
          fetches += width == TEXT ? 2 : 1;
        }
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (chunks.column(slot.ordinal()).stream().anyMatch(Column::hasNulls)) {
        slots.set(i, new Slot(slot.ordinal(), slot.width(), slot.at(), at++, slot.isLong()));
      }
    }
    return new RowLayout(List.copyOf(slots), at + 7 & -8, fetches);
  }

  /** −1 for columns that stay as they are. */
  private static int width(List<Column> pieces) {
    Column first = pieces.getFirst();
    return switch (first.layout()) {
      case FIXED ->
          switch (Layout.width(first.physicalType())) {
            case 1 -> 1;
            case 2 -> 2;
            case 4 -> 4;
            case 8 -> 8;
            case 16 -> 16;
            default -> -1;
          };
      case VARIABLE -> TEXT;
      default -> -1;
    };
  }

  private static boolean isLong(List<Column> pieces) {
    int longest = 0;
    for (Column piece : pieces) {
      MemorySegment offsets = piece.segment(1);
      for (long i = 0; i < piece.length(); i++) {
        int length = offsets.get(Memory.INT, (i << 2) + 4) - offsets.get(Memory.INT, i << 2);
        longest = Math.max(longest, length);
      }
    }
    return longest > INLINE;
  }

  /** The place of a column, or null where it stays as it is. */
  @Nullable Slot slot(int ordinal) {
    for (Slot slot : slots) {
      if (slot.ordinal() == ordinal) {
        return slot;
      }
    }
    return null;
  }
}
