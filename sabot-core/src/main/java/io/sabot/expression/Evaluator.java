package io.sabot.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import java.util.List;

/** Compiled expressions of one run; used by one thread at a time. */
public interface Evaluator extends AutoCloseable {
  /**
   * One column per expression, of the batch's length; they pass to the caller. The batch is flat
   * ({@link Batch#flat}) and stays with the caller.
   *
   * @throws io.sabot.RunException where a row fails, naming expression, row and value
   */
  List<Column> evaluate(Batch batch);

  /**
   * The rows of a flat batch, which stays with the caller, for which the only expression, a
   * predicate, is true; null is not true.
   */
  Selection filter(Batch batch);

  @Override
  void close();
}
