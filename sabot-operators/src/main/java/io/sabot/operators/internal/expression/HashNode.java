package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.state.PartitionHash;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** {@code hash}: the partition hash of all arguments together. */
record HashNode(List<Node> arguments) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Operand[] operands = new Operand[arguments.size()];
    List<Column> columns = new ArrayList<>();
    try {
      boolean allSingle = true;
      for (int i = 0; i < operands.length; i++) {
        operands[i] = arguments.get(i).evaluate(frame);
        allSingle &= operands[i].isSingle();
      }
      for (Operand operand : operands) {
        Operand shared = new Operand(operand.column().share(), operand.extent());
        columns.add(allSingle ? shared.column() : Results.perRow(frame, shared));
      }
      return hash(frame, columns, operands);
    } finally {
      columns.forEach(Column::close);
      for (Operand operand : operands) {
        if (operand != null) {
          operand.close();
        }
      }
    }
  }

  private static Operand hash(Frame frame, List<Column> columns, Operand[] operands) {
    try (Building out = new Building(frame, operands)) {
      int length = out.length();
      MemorySegment to = out.buffer(8L * length);
      long[] hashes = PartitionHash.of(columns, length, frame.allocator());
      MemorySegment.copy(hashes, 0, to, Memory.LONG, 0, length);
      return out.finish(Types.INT64);
    }
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }
}
