package io.sabot.operators.internal.expression;

import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.TextChunk;
import io.sabot.operators.internal.kernel.TextChunk.Nulls;
import io.sabot.operators.internal.kernel.TextChunk.Numbers;
import io.sabot.operators.internal.kernel.TextWindow;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operands of a function as its kernel reads them. */
final class TextArguments implements AutoCloseable {
  private static final long WITHOUT_TEXT = 24;

  private final List<TextOperand> texts = new ArrayList<>();
  private final Frame frame;
  private final Operand[] operands;
  private final Nulls nulls;
  private final Building out;

  private TextArguments(Frame frame, Operand[] operands, Nulls nulls, Building out) {
    this.frame = frame;
    this.operands = operands;
    this.nulls = nulls;
    this.out = out;
  }

  /** Opens the operands, which stay with the caller; restricts the result to their rows. */
  static TextArguments of(Frame frame, Operand[] operands, Nulls nulls, Building out) {
    TextArguments arguments = new TextArguments(frame, operands, nulls, out);
    try {
      for (Operand operand : operands) {
        if (isText(operand)) {
          arguments.texts.add(TextOperand.of(frame, operand));
        }
      }
      if (nulls == Nulls.STRICT) {
        out.validIn(operands);
      } else {
        out.validIn(operands[0]);
      }
      return arguments;
    } catch (Throwable failure) {
      arguments.close();
      throw failure;
    }
  }

  private static boolean isText(Operand operand) {
    return Types.isText(operand.column().field().getType());
  }

  TextOperand first() {
    return texts.getFirst();
  }

  /** Bytes of the first text in all rows; a guess where there is none. */
  long firstBytes() {
    return texts.isEmpty() ? WITHOUT_TEXT * out.length() : first().bytes(out.length());
  }

  /** The rows in windows. */
  TextChunk chunk() {
    TextWindow[] windows = new TextWindow[texts.size()];
    @Nullable MemorySegment[] validities = new MemorySegment[texts.size()];
    List<Numbers> numbers = new ArrayList<>();
    int text = 0;
    for (Operand operand : operands) {
      if (isText(operand)) {
        windows[text] = texts.get(text).window(out.length());
        validities[text++] = operand.column().validity();
      } else {
        numbers.add(new Numbers(operand.values(), operand.stride(), out.length()));
      }
    }
    return new TextChunk(out.length(), windows, validities, numbers.toArray(Numbers[]::new), nulls);
  }

  /** Rows that matter, where the result has one value per row. */
  @Nullable MemorySegment active() {
    return out.length() == frame.length() ? frame.active() : null;
  }

  @Override
  public void close() {
    texts.forEach(TextOperand::close);
  }
}
