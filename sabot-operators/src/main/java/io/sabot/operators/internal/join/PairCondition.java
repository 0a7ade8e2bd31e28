package io.sabot.operators.internal.join;

import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What must be true of a pair besides its keys; null is not true.
 *
 * @param predicate typed against {@code read}
 * @param read the columns it looks at, left ones first; at least one
 * @param lefts which of the left side the first of them are
 * @param rights which of the right side the others are
 */
public record PairCondition(
    BoundExpression predicate, Schema read, List<Integer> lefts, List<Integer> rights) {
  private static final String WHERE = "HashJoin condition";

  static PairCondition of(Expression condition, PairColumns columns) {
    // The whole schema gives better names for what is unknown.
    Binder.bindPredicate(WHERE, condition, columns.schema());
    Set<String> names = Set.copyOf(condition.columns());
    List<Field> read = new ArrayList<>();
    List<Integer> lefts = new ArrayList<>();
    List<Integer> rights = new ArrayList<>();
    for (int i = 0; i < columns.schema().getFields().size(); i++) {
      Field field = columns.schema().getFields().get(i);
      // A batch of no columns would have nothing to be compiled against.
      if (names.contains(field.getName()) || names.isEmpty() && i == 0) {
        read.add(field);
        if (i < columns.lefts()) {
          lefts.add(i);
        } else {
          rights.add(columns.rights().get(i - columns.lefts()));
        }
      }
    }
    Schema schema = new Schema(read);
    return new PairCondition(Binder.bindPredicate(WHERE, condition, schema), schema, lefts, rights);
  }
}
