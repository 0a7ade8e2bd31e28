package io.sabot.operators.internal.expression;

import io.sabot.batch.Outlined;

/** A node whose loops are compiled apart from those of the nodes around it. */
record OutlinedNode(Node node) implements Node {
  /** Around everything but values that are there already. */
  static Node of(Node node) {
    return node instanceof Leaves.ColumnNode || node instanceof Leaves.LiteralNode
        ? node
        : new OutlinedNode(node);
  }

  @Override
  public Operand evaluate(Frame frame) {
    return Outlined.get(() -> node.evaluate(frame));
  }

  @Override
  public Operand passed(Frame frame) {
    return Outlined.get(() -> node.passed(frame));
  }

  @Override
  public void close() {
    node.close();
  }
}
