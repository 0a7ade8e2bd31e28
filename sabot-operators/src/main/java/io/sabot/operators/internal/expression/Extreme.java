package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.ExtremeKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * {@code greatest} and {@code least}: of equal values the first, nulls left out.
 *
 * @param function which of the two
 */
record Extreme(Function function, List<Node> arguments, ArrowType type) implements Node {
  @Override
  public Operand evaluate(Frame frame) {
    Operand best = arguments.getFirst().evaluate(frame);
    for (Node argument : arguments.subList(1, arguments.size())) {
      try (Operand before = best;
          Operand next = argument.evaluate(frame)) {
        best = better(frame, before, next);
      }
    }
    return best;
  }

  private Operand better(Frame frame, Operand a, Operand b) {
    if (a.isNull() || b.isNull()) {
      Operand known = a.isNull() ? b : a;
      return new Operand(known.column().share(), known.extent());
    }
    Lane lane = Lane.of(type);
    boolean isWord = lane == Lane.DOUBLE || lane == Lane.LONG && Lane.width(type) == 8;
    return isWord && !a.column().hasNulls() && !b.column().hasNulls()
        ? words(frame, lane, a, b)
        : chosen(frame, a, b);
  }

  private Operand words(Frame frame, Lane lane, Operand a, Operand b) {
    try (Building out = new Building(frame, a, b)) {
      int length = out.length();
      MemorySegment to = out.buffer(8L * length);
      MemorySegment x = a.values();
      MemorySegment y = b.values();
      boolean greatest = function == Function.GREATEST;
      if (lane == Lane.DOUBLE) {
        if (greatest) {
          ExtremeKernels.greatest(x, a.stride(), y, b.stride(), length, to);
        } else {
          ExtremeKernels.least(x, a.stride(), y, b.stride(), length, to);
        }
      } else if (greatest) {
        ExtremeKernels.greatestLongs(x, a.stride(), y, b.stride(), length, to);
      } else {
        ExtremeKernels.leastLongs(x, a.stride(), y, b.stride(), length, to);
      }
      return out.finish(type);
    }
  }

  private Operand chosen(Frame frame, Operand a, Operand b) {
    Function wins = function == Function.GREATEST ? Function.GT : Function.LT;
    try (Operand second = Comparison.compare(frame, wins, b, a)) {
      if (second.isSingle()) {
        Operand best = Bitmaps.get(second.values(), 0) ? b : a;
        return new Operand(best.column().share(), best.extent());
      }
      try (Choice choice = Choice.of(frame, type);
          ActiveRows rows = ActiveRows.of(frame);
          ActiveRows unknown = ActiveRows.of(frame)) {
        choice.add(a, rows);
        rows.keepTrue(second);
        choice.add(b, rows);
        if (a.column().hasNulls()) {
          unknown.removeValid(a);
          choice.add(b, unknown);
        }
        return choice.finish();
      }
    }
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }
}
