package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.backend.UserCode;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Keeps the rows for which a predicate is true; null is not true. Columns, order and schema stay. A
 * batch of which all rows are kept passes untouched, one of which none is kept emits nothing; of
 * others only the kept rows are copied, when they leave for an operator that wants them dense.
 *
 * @param predicate a boolean expression, checked when the plan is built
 */
public record Filter(Expression predicate) implements BatchOperator {
  @Override
  public Schema outputSchema(List<Schema> inputs) {
    Binder.bindPredicate(name(), predicate, inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.ROW_INDEPENDENT.withDensity(Density.SPARSE);
  }

  @Override
  public OperatorProperties properties(List<Schema> inputs) {
    return UserCode.kept(
        properties(), List.of(Binder.bindPredicate(name(), predicate, inputs.getFirst())));
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    Schema input = inputs.getFirst();
    BoundExpression bound = Binder.bindPredicate(name(), predicate, input);
    return new Run(new Backends().compile(name(), List.of(bound), input, context));
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    return Backends.explain(name(), toString(), List.of(predicate), inputs.getFirst(), options);
  }

  @Override
  public String toString() {
    return "Filter " + predicate;
  }

  private static final class Run extends UnaryRun {
    private final Evaluator evaluator;

    Run(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    protected void process(Batch batch) {
      Selection kept;
      try {
        kept = evaluator.filter(batch);
      } catch (Throwable failure) {
        batch.close();
        throw failure;
      }
      emit(kept == Selection.ALL ? batch : batch.withSelection(kept));
    }

    @Override
    protected void release() {
      evaluator.close();
    }
  }
}
