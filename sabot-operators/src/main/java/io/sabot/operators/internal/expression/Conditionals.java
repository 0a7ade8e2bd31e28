package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Nodes that compute a value only for the rows that take it, and gather the rows at the end. */
final class Conditionals {
  private Conditionals() {}

  /** Condition, value, condition, value, …, otherwise. */
  record Case(List<Node> arguments, ArrowType type) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      try (Choice choice = new Choice(frame, type);
          ActiveRows open = ActiveRows.of(frame)) {
        for (int i = 0; i + 1 < arguments.size() && !open.isEmpty(); i += 2) {
          Frame rows = frame.within(open.bits());
          try (Operand condition = arguments.get(i).evaluate(rows)) {
            branch(frame, choice, open, condition, arguments.get(i + 1));
          }
        }
        if (!open.isEmpty()) {
          choice.add(arguments.getLast().evaluate(frame.within(open.bits())), open);
        }
        return choice.finish();
      }
    }

    private static void branch(
        Frame frame, Choice choice, ActiveRows open, Operand condition, Node value) {
      if (condition.isSingle()) {
        if (!condition.isNull() && Bitmaps.get(condition.values(), 0)) {
          choice.add(value.evaluate(frame.within(open.bits())), open);
          open.clear();
        }
        return;
      }
      try (ActiveRows taken = ActiveRows.of(frame.within(open.bits()))) {
        taken.keepTrue(condition);
        if (!taken.isEmpty()) {
          choice.add(value.evaluate(frame.within(taken.bits())), taken);
          open.removeTrue(condition);
        }
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
      try (Choice choice = new Choice(frame, type);
          ActiveRows open = ActiveRows.of(frame)) {
        take(choice, open, first);
        for (int i = 1; i < arguments.size() && !open.isEmpty(); i++) {
          take(choice, open, arguments.get(i).evaluate(frame.within(open.bits())));
        }
        return choice.finish();
      }
    }

    private static void take(Choice choice, ActiveRows open, Operand value) {
      choice.add(value, open);
      if (!value.isSingle()) {
        open.removeValid(value);
      } else if (!value.isNull()) {
        open.clear();
      }
    }

    @Override
    public void close() {
      arguments.forEach(Node::close);
    }
  }

  /** Which argument each row takes; a later one replaces an earlier one. */
  private static final class Choice implements AutoCloseable {
    private final Frame frame;
    private final ArrowType type;
    private final List<Column> values = new ArrayList<>();
    private final long[] rows;

    Choice(Frame frame, ArrowType type) {
      this.frame = frame;
      this.type = type;
      this.rows = new long[frame.length()];
      Arrays.fill(rows, RowIds.NULL_ROW);
    }

    /** Takes a value over, for the given rows. */
    void add(Operand value, ActiveRows taken) {
      int chunk = values.size();
      values.add(value.column());
      MemorySegment bits = taken.bits();
      for (int w = 0; w < Bitmaps.words(rows.length); w++) {
        long word = Bitmaps.word(bits, w, rows.length);
        while (word != 0) {
          int row = (w << 6) + Long.numberOfTrailingZeros(word);
          rows[row] = RowIds.id(chunk, row * value.stride());
          word &= word - 1;
        }
      }
    }

    Operand finish() {
      RowIds ids = new RowIds(rows.length);
      for (long row : rows) {
        ids.add(row);
      }
      return Operand.rows(Take.rows(Building.field(type), values, ids, frame.allocator()));
    }

    @Override
    public void close() {
      values.forEach(Column::close);
    }
  }
}
