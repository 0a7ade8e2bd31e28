package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.Coalescer;
import io.sabot.operators.internal.row.RowsTable;
import io.sabot.state.StateTable;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The same rows in the same order, in batches worth their overhead: small ones are merged up to
 * {@link io.sabot.RunOptions#batchRows} or {@link io.sabot.RunOptions#batchBytes}, one of at least
 * half of either passes untouched. No row waits behind a signal or the end of the input. Planners
 * put it where batches become small, behind filters and unnesting.
 */
public record Coalesce() implements BatchOperator {
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
    return new Run(context, inputs.getFirst());
  }

  private static final class Run extends UnaryRun {
    private final Schema schema;
    private final Coalescer small;

    Run(RunContext context, Schema schema) {
      this.schema = schema;
      this.small = new Coalescer(schema, context, this::emit);
    }

    @Override
    protected void process(Batch batch) {
      small.add(batch);
    }

    @Override
    protected void receive(Signal signal) {
      small.flush();
      pass(signal);
    }

    @Override
    protected void end() {
      small.flush();
    }

    @Override
    public List<StateTable> state() {
      return List.of(new RowsTable("held", schema, small::held, small::add));
    }

    @Override
    protected void release() {
      small.close();
    }
  }
}
