package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.SignalAligner;
import io.sabot.operator.Step;
import io.sabot.operators.internal.row.UnionColumns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all inputs, duplicates included. Columns are matched by name and stand in the order
 * of the first input; types that differ are widened to the one that holds both (int32 and int64:
 * int64, utf8 and large utf8: large utf8), a column is nullable where it is in any input. Inputs
 * are read in turn, one that has nothing yet is passed over, bounded and unbounded ones mix; the
 * rows of one input keep their order, those of different inputs have none. Columns are forwarded,
 * not copied, unless their type is widened.
 *
 * @param inputs how many, at least 1
 */
public record Union(int inputs) implements BatchOperator {
  public Union {
    if (inputs < 1) {
      throw Problem.at("Union", ErrorCode.INVALID_ARGUMENT)
          .rule("at least one input is needed")
          .but("there are " + inputs)
          .cure("name the streams to unite")
          .plan();
    }
  }

  @Override
  public Schema outputSchema(List<Schema> schemas) {
    return UnionColumns.common(schemas);
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.BATCH_AT_A_TIME;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> schemas) {
    Schema output = outputSchema(schemas);
    List<UnionColumns> columns = new ArrayList<>();
    try {
      for (Schema input : schemas) {
        columns.add(UnionColumns.open(input, output, context));
      }
      return new Run(columns);
    } catch (Throwable failure) {
      columns.forEach(UnionColumns::close);
      throw failure;
    }
  }

  private static final class Run implements OperatorRun {
    private final List<UnionColumns> columns;
    private final SignalAligner signals;
    private final ArrayDeque<Step> ready = new ArrayDeque<>();
    private int open;

    Run(List<UnionColumns> columns) {
      this.columns = columns;
      this.signals = new SignalAligner(columns.size());
      this.open = columns.size();
    }

    /** An input that has delivered a barrier waits until the others have. */
    @Override
    public boolean accepts(int input) {
      return !signals.holds(input);
    }

    @Override
    public void push(int input, Batch batch) {
      ready.add(new Step.Emit(columns.get(input).arrange(batch)));
    }

    @Override
    public void signal(int input, Signal signal) {
      pass(signals.accept(input, signal));
    }

    @Override
    public void finish(int input) {
      open--;
      signals.finish(input).forEach(this::pass);
    }

    private void pass(@Nullable Signal signal) {
      if (signal != null) {
        ready.add(new Step.Pass(signal));
      }
    }

    @Override
    public Step poll() {
      Step step = ready.poll();
      return step != null ? step : open == 0 ? Step.DONE : Step.NEEDS_INPUT;
    }

    @Override
    public void close() {
      for (Step step : ready) {
        if (step instanceof Step.Emit(Batch batch)) {
          batch.close();
        }
      }
      ready.clear();
      columns.forEach(UnionColumns::close);
    }
  }
}
