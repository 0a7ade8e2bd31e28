package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.backend.UserCode;
import io.sabot.operators.internal.pipeline.Place;
import io.sabot.operators.internal.row.Projection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Exactly these columns, in this order. Columns and aliases of columns move: not one byte is
 * copied. Other expressions are computed.
 *
 * @param expressions what the columns hold; each output name may occur once
 */
public record Select(List<Expression> expressions) implements BatchOperator {
  public Select {
    expressions = List.copyOf(expressions);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    Binder binder = new Binder(name(), inputs.getFirst());
    List<Field> fields = expressions.stream().map(binder::outputField).toList();
    Projection.requireDistinct(name(), fields);
    return new Schema(fields, inputs.getFirst().getCustomMetadata());
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.ROW_INDEPENDENT;
  }

  @Override
  public OperatorProperties properties(List<Schema> inputs) {
    Binder binder = new Binder(name(), inputs.getFirst());
    return UserCode.kept(properties(), expressions.stream().map(binder::bind).toList());
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return Projection.open(
        name(), expressions, places(), inputs.getFirst(), outputSchema(inputs), context);
  }

  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      places.add(new Place.Computed(i));
    }
    return places;
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    return Backends.explain(name(), toString(), expressions, inputs.getFirst(), options);
  }

  @Override
  public String toString() {
    return "Select " + expressions;
  }
}
