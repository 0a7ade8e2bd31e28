package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.operator.TimedRun;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An operator that gives changes, behind which the last row of each key is kept to the end: what
 * comes out does not depend on when changes were given. It ticks behind every batch.
 *
 * @param text the schema of the result, as {@link Tables#schema} reads it
 */
record LastRows(EmitChanges changes, String text) implements BatchOperator {
  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return changes.outputSchema(inputs);
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.STATEFUL;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(changes.open(context, inputs), context);
  }

  private final class Run implements OperatorRun {
    private final OperatorRun run;
    private final RunContext context;
    private final Map<String, Row> last = new LinkedHashMap<>();

    Run(OperatorRun run, RunContext context) {
      this.run = run;
      this.context = context;
    }

    @Override
    public void push(int input, Batch batch) {
      run.push(input, batch);
      ((TimedRun) run).tick();
    }

    @Override
    public void signal(int input, Signal signal) {
      run.signal(input, signal);
    }

    @Override
    public void finish(int input) {
      run.finish(input);
    }

    @Override
    public Step poll() {
      while (true) {
        switch (run.poll()) {
          case Step.Emit(Batch batch) -> {
            try (batch) {
              keep(Rows.of(batch, context.allocator()).list());
            }
          }
          case Step.Pass(Signal.Flush flush) -> {}
          case Step.Done done -> {
            return end();
          }
          case Step other -> {
            return other;
          }
        }
      }
    }

    private void keep(List<Row> rows) {
      int keys = changes.keys().size();
      rows.forEach(row -> last.put(new Row(row.values().subList(0, keys)).toString(), row));
    }

    private Step end() {
      if (last.isEmpty()) {
        return Step.DONE;
      }
      TextTable rows = Tables.table(text).withRows(new ArrayList<>(last.values()));
      last.clear();
      return new Step.Emit(rows.batch(context.allocator()));
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
