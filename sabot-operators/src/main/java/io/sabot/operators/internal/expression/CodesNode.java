package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.SabotException;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.NullColumn;
import io.sabot.batch.Take;
import io.sabot.operators.internal.kernel.CodeKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * An expression of one column. Where that is dictionary-encoded, and its dictionary no longer than
 * the rows, it is computed for the values of the dictionary, and rows take the result by their
 * code; otherwise, and where a value of the dictionary fails, which perhaps no row has, it is
 * computed row by row.
 *
 * @param node what computes it
 * @param ordinal the column
 * @param field of the result
 * @param shared results that nodes of the step keep
 */
record CodesNode(Node node, int ordinal, Field field, int shared) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Column column = frame.inputs().column(ordinal);
    try (Answers answers = answers(frame, column)) {
      if (answers == null) {
        return node.evaluate(frame);
      }
      return field.getType() instanceof ArrowType.Bool
          ? lookedUp(frame, column, answers)
          : spread(frame, column, answers);
    }
  }

  @Override
  public Operand passed(Frame frame) {
    Column column = frame.inputs().column(ordinal);
    if (!staysEncoded(frame)) {
      return evaluate(frame);
    }
    try (Answers answers = answers(frame, column)) {
      if (answers == null) {
        return node.evaluate(frame);
      }
      return answers.ofNull() == null
          ? Operand.rows(column.withDictionary(field, answers.values().share()))
          : spread(frame, column, answers);
    }
  }

  /** Whether the result is likely to be dictionary-encoded, too. */
  boolean staysEncoded(Frame frame) {
    return frame.inputs().column(ordinal).dictionary() != null && isVariable();
  }

  private boolean isVariable() {
    return switch (Layout.of(field.getType())) {
      case VARIABLE, LARGE_VARIABLE, VIEW -> true;
      default -> false;
    };
  }

  /**
   * Results for the values of a dictionary.
   *
   * @param ofNull the result for a row that is null, as a column of one row; null where it is null
   */
  private record Answers(Column values, @Nullable Column ofNull) implements AutoCloseable {
    @Override
    public void close() {
      values.close();
      if (ofNull != null) {
        ofNull.close();
      }
    }
  }

  /** Null where rows must be computed one by one. */
  private @Nullable Answers answers(Frame frame, Column column) {
    Column dictionary = column.dictionary();
    if (dictionary == null || dictionary.length() == 0 || dictionary.length() > frame.length()) {
      return null;
    }
    try {
      Column values = computed(frame, dictionary);
      try {
        return new Answers(values, column.hasNulls() ? ofNull(frame, dictionary) : null);
      } catch (Throwable failure) {
        values.close();
        throw failure;
      }
    } catch (SabotException failure) {
      if (failure.code() == ErrorCode.MEMORY_LIMIT || failure.code() == ErrorCode.CANCELLED) {
        throw failure;
      }
      return null;
    }
  }

  private @Nullable Column ofNull(Frame frame, Column dictionary) {
    try (Column input = NullColumn.of(dictionary.field(), 1, frame.allocator())) {
      Column result = computed(frame, input);
      if (result.nullCount() == 1) {
        result.close();
        return null;
      }
      return result;
    }
  }

  private Column computed(Frame frame, Column values) {
    try (Memo memo = new Memo(shared)) {
      Scratch fresh = Scratch.fresh(frame.allocator());
      Frame each = new Frame(frame.where(), new Values(values), fresh, null, memo, null);
      return Results.perRow(each, node.evaluate(each));
    }
  }

  /** Values of a dictionary in the place of the column. */
  private record Values(Column column) implements Inputs {
    @Override
    public int length() {
      return column.length();
    }

    @Override
    public Column column(int ordinal) {
      return column;
    }

    @Override
    public int rowNumber(int row) {
      return row;
    }
  }

  private Operand spread(Frame frame, Column column, Answers answers) {
    return Operand.rows(
        Take.spread(column, field, answers.values(), answers.ofNull(), frame.allocator()));
  }

  private Operand lookedUp(Frame frame, Column column, Answers answers) {
    byte[] table = table(answers);
    try (Building out = Building.rows(frame)) {
      MemorySegment bits = out.bits();
      CodeKernels.lookUp(
          column.segment(1),
          Layout.width(column.physicalType()),
          column.validity(),
          table,
          frame.length(),
          bits,
          out.validityBits());
      return out.finish(field.getType());
    }
  }

  private static byte[] table(Answers answers) {
    Column values = answers.values();
    byte[] table = new byte[values.length() + 1];
    for (int code = 0; code < values.length(); code++) {
      table[code] = answer(values, code);
    }
    table[values.length()] = answers.ofNull() == null ? 0 : answer(answers.ofNull(), 0);
    return table;
  }

  private static byte answer(Column values, int row) {
    MemorySegment validity = values.validity();
    boolean known = validity == null || Bitmaps.get(validity, row);
    boolean isTrue = known && Bitmaps.get(values.segment(1), row);
    return (byte) ((known ? CodeKernels.KNOWN : 0) | (isTrue ? CodeKernels.TRUE : 0));
  }

  @Override
  public void close() {
    node.close();
  }
}
