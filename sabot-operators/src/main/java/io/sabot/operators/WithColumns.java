package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.expression.Binder;
import io.sabot.expression.ColumnNames;
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
 * All columns, some of them replaced, others added behind. An expression named like a column
 * replaces it, in its place; every expression sees the columns as they come in, so that none sees
 * another's result. Columns that stay share their memory with the input.
 *
 * @param expressions what the new columns hold; each name may occur once
 */
public record WithColumns(List<Expression> expressions) implements BatchOperator {
  public WithColumns {
    expressions = List.copyOf(expressions);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    Schema input = inputs.getFirst();
    Binder binder = new Binder(name(), input);
    List<Field> computed = expressions.stream().map(binder::outputField).toList();
    Projection.requireDistinct(name(), computed);
    List<Field> fields = new ArrayList<>();
    for (Place place : places(input)) {
      fields.add(
          switch (place) {
            case Place.Kept kept -> input.getFields().get(kept.ordinal());
            case Place.Computed added -> computed.get(added.expression());
          });
    }
    return new Schema(fields, input.getCustomMetadata());
  }

  /** What stands where: the columns of the input, then what replaces none of them. */
  List<Place> places(Schema input) {
    ColumnNames names = new ColumnNames(input);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < input.getFields().size(); i++) {
      places.add(new Place.Kept(i));
    }
    for (int i = 0; i < expressions.size(); i++) {
      int replaced = names.find(expressions.get(i).outputName());
      if (replaced >= 0) {
        places.set(replaced, new Place.Computed(i));
      } else {
        places.add(new Place.Computed(i));
      }
    }
    return places;
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
    Schema input = inputs.getFirst();
    return Projection.open(
        name(), expressions, places(input), input, outputSchema(inputs), context);
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    return Backends.explain(name(), toString(), expressions, inputs.getFirst(), options);
  }

  @Override
  public String toString() {
    return "WithColumns " + expressions;
  }
}
