package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.kernel.TextChunk.Nulls;
import io.sabot.operators.internal.kernel.TextKernel;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A function of texts and integers over one kernel. It is null where an argument is, unless the
 * kernel sees nulls; rows that are null or do not matter come to the kernel as empty texts and 0.
 *
 * @param arguments texts in any layout and 64-bit integers
 * @param field the field of the result
 * @param text the expression, for messages
 */
record TextNode(TextKernel kernel, List<Node> arguments, Nulls nulls, Field field, String text)
    implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Operand[] operands = new Operand[arguments.size()];
    try {
      for (int i = 0; i < operands.length; i++) {
        operands[i] = arguments.get(i).evaluate(frame);
      }
      // Only now: it depends on no literal whether an argument behind a null fails.
      for (int i = 0; i < operands.length; i++) {
        if (operands[i].isNull() && (i == 0 || nulls == Nulls.STRICT)) {
          return Results.nothing(frame, field);
        }
      }
      return evaluate(frame, operands);
    } finally {
      for (Operand operand : operands) {
        if (operand != null) {
          operand.close();
        }
      }
    }
  }

  private Operand evaluate(Frame frame, Operand[] operands) {
    try (Building out = new Building(frame, operands);
        TextArguments rows = TextArguments.of(frame, operands, nulls, out)) {
      TextResults results = new TextResults(frame, rows, out, this);
      switch (kernel) {
        case TextKernel.Scan scan -> results.scan(scan);
        case TextKernel.Measure measure -> results.measure(measure);
        case TextKernel.Test test -> results.test(test);
        case TextKernel.Count count -> results.count(count);
        case TextKernel.Write write -> results.write(write);
        case TextKernel.Find find -> results.find(find);
        case TextKernel.Spread spread -> {
          return results.spread(spread);
        }
      }
      return out.finish(field.getType());
    }
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }
}
