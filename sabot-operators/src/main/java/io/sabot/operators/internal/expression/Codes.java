package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import java.util.IdentityHashMap;

/**
 * Finds expressions of a single column: where that is dictionary-encoded, they are computed once
 * per value of the dictionary.
 */
final class Codes {
  private static final int NONE = -1;
  private static final int SEVERAL = -2;

  private final Sharing sharing;
  private final IdentityHashMap<BoundExpression, Integer> columns = new IdentityHashMap<>();

  Codes(Sharing sharing) {
    this.sharing = sharing;
  }

  /** A node that works on codes where it can; others as they are. */
  Node on(BoundExpression expression, Node node) {
    int column = column(expression);
    return column < 0 || expression instanceof BoundColumn || !expression.deterministic()
        ? node
        : new CodesNode(node, column, Building.field(expression), sharing.size());
  }

  /** The only column that an expression looks at, or a negative number. */
  private int column(BoundExpression expression) {
    BoundExpression resolved = sharing.resolved(expression);
    if (resolved instanceof BoundColumn column) {
      return column.ordinal();
    }
    Integer known = columns.get(resolved);
    if (known != null) {
      return known;
    }
    int only = NONE;
    for (BoundExpression argument : resolved.arguments()) {
      int column = column(argument);
      boolean same = column == NONE || column == only;
      only = same ? only : only == NONE ? column : SEVERAL;
    }
    columns.put(resolved, only);
    return only;
  }
}
