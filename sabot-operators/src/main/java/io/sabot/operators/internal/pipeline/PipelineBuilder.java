package io.sabot.operators.internal.pipeline;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Function;
import io.sabot.operators.internal.pipeline.PipelineShape.Compute;
import io.sabot.operators.internal.pipeline.PipelineShape.Definition;
import io.sabot.operators.internal.pipeline.PipelineShape.Keep;
import io.sabot.operators.internal.pipeline.PipelineShape.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes a {@link PipelineShape}, verb by verb. Expressions come in bound to the schema their verb
 * sees, and are told in the columns of the pipeline.
 */
public final class PipelineBuilder {
  private final Schema input;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Predicate<BoundExpression> canFail;
  private Schema schema;
  private List<Integer> visible;

  /**
   * A pipeline that does nothing yet.
   *
   * @param canFail whether a row can make an expression fail
   */
  public PipelineBuilder(Schema input, Predicate<BoundExpression> canFail) {
    this.input = input;
    this.canFail = canFail;
    this.schema = input;
    this.visible = IntStream.range(0, input.getFields().size()).boxed().toList();
  }

  /** What the next verb sees. */
  public Schema schema() {
    return schema;
  }

  /** Keeps the rows for which a condition is true. */
  public void keep(Verb verb, BoundExpression condition) {
    keepEach(verb, told(condition));
  }

  /**
   * Conjuncts apart, where no row can tell: a right side that can fail is also computed where the
   * left one is null, so that these two stay together.
   */
  private void keepEach(Verb verb, BoundExpression condition) {
    if (condition instanceof BoundCall call
        && call.function() == Function.AND
        && call.deterministic()
        && !(call.arguments().get(0).nullable() && canFail.test(call.arguments().get(1)))) {
      keepEach(verb, call.arguments().get(0));
      keepEach(verb, call.arguments().get(1));
    } else {
      steps.add(new Keep(condition, isMovable(condition), verb));
    }
  }

  /**
   * Other columns.
   *
   * @param output the schema of the result
   * @param computed expressions, in the order in which they are computed
   * @param places what stands at each place of the result
   */
  public void columns(
      Verb verb, Schema output, List<BoundExpression> computed, List<Place> places) {
    List<Integer> results = computed.stream().map(value -> column(verb, told(value))).toList();
    visible =
        places.stream()
            .map(place ->
                switch (place) {
                  case Place.Kept(int ordinal) -> visible.get(ordinal);
                  case Place.Computed(int expression) -> results.get(expression);
                })
            .toList();
    schema = output;
  }

  /** The number of the column that holds a value: a bare column has one already. */
  private int column(Verb verb, BoundExpression value) {
    if (value instanceof BoundColumn column) {
      return column.ordinal();
    }
    int ordinal = input.getFields().size() + definitions.size();
    definitions.add(new Definition(value, verb));
    if (!isMovable(value)) {
      steps.add(new Compute(ordinal, verb));
    }
    return ordinal;
  }

  private boolean isMovable(BoundExpression expression) {
    return expression.deterministic() && !canFail.test(expression);
  }

  /** The same expression in the numbers of the pipeline; names stay, messages show them. */
  private BoundExpression told(BoundExpression expression) {
    if (expression instanceof BoundColumn column) {
      return column.at(visible.get(column.ordinal()));
    }
    List<BoundExpression> arguments = expression.arguments();
    return arguments.isEmpty()
        ? expression
        : expression.withArguments(arguments.stream().map(this::told).toList());
  }

  /** What was written so far. */
  public PipelineShape shape() {
    return new PipelineShape(input, schema, definitions, steps, visible);
  }
}
