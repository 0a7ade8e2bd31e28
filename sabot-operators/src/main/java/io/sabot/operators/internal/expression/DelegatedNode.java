package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression that another back end computes, for all rows: none of them can fail there.
 *
 * @param inputs the columns it reads
 * @param kernels computes the rows that it does not take
 */
record DelegatedNode(Delegate.Computation computation, List<Node> inputs, Node kernels)
    implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    if (!computation.takes(frame.length())) {
      return kernels.evaluate(frame);
    }
    List<Column> columns = new ArrayList<>(inputs.size());
    try {
      for (Node input : inputs) {
        columns.add(Results.perRow(frame, input.evaluate(frame)));
      }
      if (!computation.takes(columns, frame.length())) {
        return kernels.evaluate(frame);
      }
      return Operand.rows(
          computation.compute(frame.where(), columns, frame.length(), frame.allocator()));
    } finally {
      columns.forEach(Column::close);
    }
  }

  @Override
  public void close() {
    computation.close();
    inputs.forEach(Node::close);
    kernels.close();
  }
}
