package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The elements of lists compared with a value per list: which are equal, which are null.
 *
 * @param equal one boolean per element, null where the element is
 * @param starts where each list begins among them, and where the last one ends
 */
@SuppressWarnings("ArrayRecordComponent")
record Matches(Operand equal, int[] starts) implements AutoCloseable {

  /**
   * Compares; all arguments stay with the caller.
   *
   * @param elements the elements of the lists, or the keys of maps
   * @param starts where each list begins among them
   * @param value what they are compared with
   * @param type what both meet in, unless both are text or bytes
   * @param rows rows of the result, of which a single list serves all
   */
  static Matches of(
      Frame frame, Column elements, int[] starts, Operand value, ArrowType type, int rows) {
    try (Column values = Take.decode(elements, frame.allocator())) {
      if (value.isSingle()) {
        Frame each = frame(frame, values.length());
        return new Matches(compare(each, Operand.rows(values.share()), value, type), starts);
      }
      return paired(frame, values, starts, value, type, rows);
    }
  }

  /** Each element beside the value of its row. */
  private static Matches paired(
      Frame frame, Column elements, int[] starts, Operand value, ArrowType type, int rows) {
    int stride = starts.length == 2 ? 0 : 1;
    int[] ends = new int[rows + 1];
    RowIds elementRows = new RowIds(elements.length());
    RowIds valueRows = new RowIds(elements.length());
    for (int row = 0; row < rows; row++) {
      for (int i = starts[row * stride]; i < starts[row * stride + 1]; i++) {
        elementRows.add(i);
        valueRows.add(row);
      }
      ends[row + 1] = elementRows.size();
    }
    Frame each = frame(frame, elementRows.size());
    try (Operand values = Operand.rows(Take.rows(value.column(), valueRows, frame.allocator()))) {
      Operand left = Operand.rows(Take.rows(elements, elementRows, frame.allocator()));
      return new Matches(compare(each, left, values, type), ends);
    }
  }

  private static Frame frame(Frame frame, int rows) {
    Batch batch = Batch.of(new Schema(List.of()), List.of(), rows);
    return Frame.of(frame.where(), batch, frame.allocator(), null, new Memo(0));
  }

  /** Spends the elements. */
  private static Operand compare(Frame frame, Operand elements, Operand value, ArrowType type) {
    ArrowType from = elements.column().field().getType();
    boolean asTheyAre = from.equals(type) || Types.isText(from) || Types.isBinary(from);
    Node argument = new Given(elements);
    Node converted =
        asTheyAre
            ? argument
            : new CastNode(argument, from, type, CastNode.OnFailure.FAIL, "element");
    try (elements;
        Operand left = converted.evaluate(frame)) {
      return Comparison.compare(frame, Function.EQ, left, value);
    }
  }

  /** The value of an operand that is there already. */
  private record Given(Operand operand) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      return new Operand(operand.column().share(), operand.extent());
    }
  }

  /** The first element of a list that is equal, counted within it from 0, or -1. */
  int first(int list) {
    MemorySegment bits = equal.values();
    MemorySegment known = equal.column().validity();
    for (int i = starts[list]; i < starts[list + 1]; i++) {
      if (Bitmaps.get(bits, i) && isKnown(known, i)) {
        return i - starts[list];
      }
    }
    return -1;
  }

  /** Whether an element of a list is null. */
  boolean anyNull(int list) {
    MemorySegment known = equal.column().validity();
    if (known == null) {
      return false;
    }
    for (int i = starts[list]; i < starts[list + 1]; i++) {
      if (!isKnown(known, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnown(@Nullable MemorySegment known, int row) {
    return known == null || Bitmaps.get(known, row);
  }

  @Override
  public void close() {
    equal.close();
  }
}
