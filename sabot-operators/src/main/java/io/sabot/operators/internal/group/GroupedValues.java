package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Expression;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operators.internal.aggregate.ValueCounter;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Different values are the groups of a grouping by them, which has its own way through disk. */
final class GroupedValues implements ValueCounter {
  private final RunContext context;
  private final Schema schema;
  private final GroupRun groups;

  GroupedValues(Field field, RunContext context) {
    this.context = context;
    this.schema = new Schema(List.of(field));
    List<Expression> keys = List.of(new Expression.ColumnReference(field.getName()));
    this.groups = new GroupRun(new GroupShape(keys, List.of(), schema), context);
  }

  @Override
  public void take(Column values) {
    int limit = context.options().batchRows();
    for (int from = 0; from < values.length(); from += limit) {
      int count = Math.min(limit, values.length() - from);
      try (Column some = values.slice(from, count, context.allocator())) {
        Column value = some.renamed(schema.getFields().getFirst());
        groups.push(0, Batch.of(schema, List.of(value), count));
      }
    }
  }

  @Override
  public long count() {
    groups.finish(0);
    long count = 0;
    while (groups.poll() instanceof Step.Emit(Batch batch)) {
      try (batch) {
        count += batch.rowCount();
      }
    }
    return count;
  }

  @Override
  public void close() {
    groups.close();
  }
}
