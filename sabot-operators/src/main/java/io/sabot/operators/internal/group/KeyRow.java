package io.sabot.operators.internal.group;

import io.sabot.ErrorCode;
import io.sabot.Expressions;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.Inputs;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Makes values of the user's the one row of the key columns of a grouping. */
final class KeyRow {
  private static final Schema NO_COLUMNS = new Schema(List.of());

  private KeyRow() {}

  /** The columns, which pass to the caller; refuses values that cannot be compared with keys. */
  static List<Column> of(
      List<@Nullable Object> values, Schema keys, String state, RunContext context) {
    List<Field> fields = keys.getFields();
    if (values.size() != fields.size()) {
      throw Problem.at("lookup", ErrorCode.INVALID_ARGUMENT)
          .rule("a key of \"" + state + "\" must have a value for each of its columns")
          .but("there are " + fields.size() + " columns, and values: " + values.size())
          .cure("give one for each of " + fields.stream().map(Field::getName).toList())
          .plan();
    }
    List<Expression> cast = new ArrayList<>();
    Binder binder = new Binder("lookup", keys);
    for (int i = 0; i < fields.size(); i++) {
      Expression value = Expressions.lit(values.get(i));
      binder.bind(Expressions.col(fields.get(i).getName()).eq(value));
      cast.add(value.cast(fields.get(i).getType()).as(fields.get(i).getName()));
    }
    try (Inputs inputs = new Inputs("lookup", cast, NO_COLUMNS, context);
        Batch row = Batch.of(NO_COLUMNS, List.of(), 1)) {
      return inputs.columns(row);
    }
  }
}
