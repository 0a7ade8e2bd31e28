package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.Coalescer;
import io.sabot.operators.internal.row.RowsTable;
import io.sabot.operators.internal.sort.KeyColumns;
import io.sabot.operators.internal.sort.SortedRows;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * All rows in order; rows with equal keys stay in input order. NaN is larger than every number and
 * equal to NaN, -0.0 equals 0.0, strings and binaries are compared byte by byte, false is less than
 * true; nulls stand last in either direction unless a key says otherwise. Nothing is emitted before
 * the input ends; all of it is held until then, on disk where the memory budget ends.
 *
 * @param keys the order: the first key decides, each other one where those before it are equal
 */
public record Sort(List<SortKey> keys) implements BatchOperator {
  public Sort {
    keys = List.copyOf(keys);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    KeyColumns.check(name(), keys, inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.BLOCKING;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context, outputSchema(inputs), keys);
  }

  private static final class Run extends UnaryRun {
    private final Schema schema;
    private final SortedRows rows;
    private final Coalescer small;

    Run(RunContext context, Schema schema, List<SortKey> keys) {
      this.schema = schema;
      this.rows = new SortedRows(schema, keys, Long.MAX_VALUE, context);
      this.small = new Coalescer(schema, context, rows::add);
    }

    @Override
    protected void process(Batch batch) {
      small.add(batch);
    }

    @Override
    protected void end() {
      small.flush();
      rows.finish();
    }

    @Override
    protected void more() {
      Batch batch = rows.next();
      if (batch != null) {
        emit(batch);
      }
    }

    @Override
    public List<StateTable> state() {
      return List.of(new RowsTable("rows", schema, this::held, small::add));
    }

    private List<Batch> held() {
      return Stream.concat(rows.held().stream(), small.held().stream()).toList();
    }

    @Override
    protected void release() {
      try (rows) {
        small.close();
      }
    }
  }
}
