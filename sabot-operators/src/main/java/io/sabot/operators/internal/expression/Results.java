package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.NullColumn;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Results that need no kernel. */
final class Results {
  private Results() {}

  /** A single null. */
  static Operand nothing(Frame frame, ArrowType type) {
    return nothing(frame, Building.field(type));
  }

  /** A single null of a field. */
  static Operand nothing(Frame frame, Field field) {
    return Operand.single(NullColumn.of(field, 1, frame.allocator()));
  }

  /** Rows of a column, as values of a field. */
  static Column gathered(Frame frame, Field field, Column from, RowIds rows) {
    try (Column taken = Take.rows(field, List.of(from), rows, frame.allocator())) {
      return Take.decode(taken, frame.allocator());
    }
  }

  /** One value per row; spends the operand. */
  static Column perRow(Frame frame, Operand operand) {
    if (!operand.isSingle()) {
      return operand.column();
    }
    try (operand) {
      if (operand.isNull()) {
        return NullColumn.of(operand.column().field(), frame.length(), frame.allocator());
      }
      RowIds rows = new RowIds(frame.length());
      for (int row = 0; row < frame.length(); row++) {
        rows.add(0);
      }
      return Take.rows(operand.column(), rows, frame.allocator());
    }
  }
}
