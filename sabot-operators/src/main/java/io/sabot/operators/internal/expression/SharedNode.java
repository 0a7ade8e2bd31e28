package io.sabot.operators.internal.expression;

/**
 * A node that several others look at. Its result is kept for the rows of the outermost frame; where
 * a conditional wants it for some of them first, it is computed for all of them if that is safe and
 * cheap, and otherwise for those alone and not kept.
 */
final class SharedNode implements Node {
  private final Node node;
  private final int number;
  private final Reach reach;
  private boolean closed;

  /** For which rows it may be computed. */
  enum Reach {
    /** It cannot fail, and no row is spared by asking for fewer. */
    EVERY_ROW,
    /** Only for rows that somebody asked for. */
    ASKED_ROWS
  }

  /**
   * Takes over a node.
   *
   * @param number its place in the memo
   */
  SharedNode(Node node, int number, Reach reach) {
    this.node = node;
    this.number = number;
    this.reach = reach;
  }

  @Override
  public Operand evaluate(Frame frame) {
    Operand known = frame.memo().get(number);
    if (known == null) {
      Frame outer = frame.outer();
      if (outer != null && reach == Reach.ASKED_ROWS) {
        return node.evaluate(frame);
      }
      known = node.evaluate(outer == null ? frame : outer);
      frame.memo().put(number, known);
    }
    return new Operand(known.column().share(), known.extent());
  }

  /** What is computed on codes is computed once more, rather than decoded. */
  @Override
  public Operand passed(Frame frame) {
    return node instanceof CodesNode codes && codes.staysEncoded(frame)
        ? codes.passed(frame)
        : evaluate(frame);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      node.close();
    }
  }
}
