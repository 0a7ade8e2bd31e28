package io.sabot.operators.internal.row;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.pipeline.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The run that puts kept and computed columns side by side. */
public final class Projection extends UnaryRun {
  private final Evaluator evaluator;
  private final List<Place> places;
  private final Schema output;
  private final BufferAllocator allocator;
  private final boolean moves;

  private Projection(
      Evaluator evaluator,
      List<Place> places,
      Schema output,
      BufferAllocator allocator,
      boolean moves) {
    this.evaluator = evaluator;
    this.places = places;
    this.output = output;
    this.allocator = allocator;
    this.moves = moves;
  }

  /** A run for batches of a schema. */
  public static OperatorRun open(
      String where,
      List<Expression> expressions,
      List<Place> places,
      Schema input,
      Schema output,
      RunContext context) {
    Binder binder = new Binder(where, input);
    List<BoundExpression> bound = expressions.stream().map(binder::bind).toList();
    boolean moves = bound.stream().allMatch(BoundExpression.BoundColumn.class::isInstance);
    Evaluator evaluator = new Backends().compile(where, bound, input, context);
    return new Projection(evaluator, places, output, context.allocator(), moves);
  }

  /**
   * Refuses two columns of one name.
   *
   * @throws io.sabot.PlanException naming the first that occurs twice
   */
  public static void requireDistinct(String where, List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.getName())) {
        throw Problem.at(where, ErrorCode.DUPLICATE_COLUMN)
            .rule("every column needs a name of its own")
            .but("\"" + field.getName() + "\" occurs twice")
            .cure("rename one, e.g. with as(\"" + field.getName() + "_2\")")
            .plan();
      }
    }
  }

  /** Where columns only move, a selection moves with them; what is computed is computed dense. */
  @Override
  protected void process(Batch batch) {
    Batch rows = moves ? batch : batch.dense(allocator);
    try (rows) {
      emit(rows.withColumns(output, columns(rows)));
    }
  }

  private List<Column> columns(Batch rows) {
    List<Column> computed = evaluator.evaluate(rows);
    try {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        Column column =
            switch (places.get(i)) {
              case Place.Kept(int ordinal) -> rows.column(ordinal);
              case Place.Computed(int expression) -> computed.get(expression);
            };
        columns.add(column.renamed(output.getFields().get(i)));
      }
      return columns;
    } finally {
      computed.forEach(Column::close);
    }
  }

  @Override
  protected void release() {
    evaluator.close();
  }
}
