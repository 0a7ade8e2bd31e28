package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.Counter;
import io.sabot.state.StateTable;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The first rows, in input order; then it ends, and its input is closed. No row is copied: the last
 * batch is narrowed by its selection.
 *
 * @param rows how many, 0 or more
 */
public record Limit(long rows) implements BatchOperator {
  public Limit {
    requireRows("Limit", rows);
  }

  static void requireRows(String where, long rows) {
    if (rows < 0) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("the number of rows must not be negative")
          .but("it is " + rows)
          .cure("give 0 or more")
          .plan();
    }
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.STATEFUL;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context, rows);
  }

  private static final class Run extends UnaryRun {
    private final RunContext context;
    private long remaining;

    Run(RunContext context, long rows) {
      this.context = context;
      expect(rows);
    }

    private void expect(long rows) {
      remaining = rows;
      if (rows == 0) {
        stop();
      }
    }

    @Override
    protected void process(Batch batch) {
      int take = (int) Math.min(batch.rowCount(), remaining);
      expect(remaining - take);
      emit(batch.withSelection(batch.selection().first(take, batch.length())));
    }

    @Override
    public List<StateTable> state() {
      return List.of(
          Counter.table("remaining", () -> remaining, this::expect, context.allocator()));
    }
  }
}
