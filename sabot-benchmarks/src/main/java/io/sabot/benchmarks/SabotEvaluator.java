package io.sabot.benchmarks;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.Binder;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** One expression below the operators: batch in, column or selection out, as Gandiva has it. */
final class SabotEvaluator implements AutoCloseable {
  private final Evaluator evaluator;

  SabotEvaluator(Expression expression, Schema schema) {
    RunContext context =
        new RunContext(
            RunOptions.DEFAULTS,
            RootMemory.root(),
            new MemoryBudget(Long.MAX_VALUE),
            "peers",
            System.nanoTime());
    evaluator =
        new JvmExpressionCompiler()
            .compile("peers", List.of(Binder.bind("peers", expression, schema)), schema, context);
  }

  Selection filter(Batch batch) {
    return evaluator.filter(batch);
  }

  /** The caller closes the column. */
  Column project(Batch batch) {
    return evaluator.evaluate(batch).getFirst();
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
