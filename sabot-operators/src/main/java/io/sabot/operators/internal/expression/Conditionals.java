package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Nodes that compute a value only for the rows that take it, and put them together. */
final class Conditionals {
  private Conditionals() {}

  /** Condition, value, condition, value, …, otherwise. */
  record Case(List<Node> arguments, ArrowType type) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      try (Choice choice = Choice.of(frame, type);
          ActiveRows open = ActiveRows.of(frame)) {
        for (int i = 0; i + 1 < arguments.size() && !open.isEmpty(); i += 2) {
          Frame rows = frame.within(open.bits());
          try (Operand condition = arguments.get(i).evaluate(rows)) {
            branch(frame, choice, open, condition, arguments.get(i + 1));
          }
        }
        if (!open.isEmpty()) {
          take(frame, choice, open, arguments.getLast());
        }
        return choice.finish();
      }
    }

    private static void branch(
        Frame frame, Choice choice, ActiveRows open, Operand condition, Node value) {
      if (condition.isSingle()) {
        if (!condition.isNull() && Bitmaps.get(condition.values(), 0)) {
          take(frame, choice, open, value);
          open.clear();
        }
        return;
      }
      try (ActiveRows taken = ActiveRows.of(frame.within(open.bits()))) {
        taken.keepTrue(condition);
        if (!taken.isEmpty()) {
          take(frame, choice, taken, value);
          open.removeTrue(condition);
        }
      }
    }

    private static void take(Frame frame, Choice choice, ActiveRows rows, Node value) {
      try (Operand operand = value.evaluate(frame.within(rows.bits()))) {
        choice.add(operand, rows);
      }
    }

    @Override
    public void close() {
      arguments.forEach(Node::close);
    }
  }

  /** The first argument that is not null. */
  record Coalesce(List<Node> arguments, ArrowType type) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      Operand first = arguments.getFirst().evaluate(frame);
      if (!first.column().hasNulls()) {
        return first;
      }
      try (first;
          Choice choice = Choice.of(frame, type);
          ActiveRows open = ActiveRows.of(frame)) {
        take(choice, open, first);
        for (int i = 1; i < arguments.size() && !open.isEmpty(); i++) {
          try (Operand next = arguments.get(i).evaluate(frame.within(open.bits()))) {
            take(choice, open, next);
          }
        }
        return choice.finish();
      }
    }

    private static void take(Choice choice, ActiveRows open, Operand value) {
      if (value.isNull()) {
        return;
      }
      choice.add(value, open);
      if (value.isSingle()) {
        open.clear();
      } else {
        open.removeValid(value);
      }
    }

    @Override
    public void close() {
      arguments.forEach(Node::close);
    }
  }
}
