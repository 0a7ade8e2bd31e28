package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Take;

/** Nodes without arguments. */
final class Leaves {
  private Leaves() {}

  /** A column, shared; decoded where it is dictionary-encoded, because kernels want values. */
  record ColumnNode(int ordinal) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      return Operand.rows(Take.decode(frame.inputs().column(ordinal), frame.allocator()));
    }

    @Override
    public Operand passed(Frame frame) {
      return Operand.rows(frame.inputs().column(ordinal).share());
    }
  }

  /** A constant, made once. */
  record LiteralNode(Column value) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      return Operand.single(value.share());
    }

    @Override
    public void close() {
      value.close();
    }
  }

  /**
   * The value of a node over constants, computed once.
   *
   * @param source what it was computed by, some of which others may share
   */
  record FoldedNode(Node source, Column value) implements Node {
    @Override
    public Operand evaluate(Frame frame) {
      return Operand.single(value.share());
    }

    @Override
    public void close() {
      value.close();
      source.close();
    }
  }
}
