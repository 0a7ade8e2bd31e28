package io.sabot.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of columns that must be equal.
 *
 * @param left columns of the left input
 * @param right columns of the right input, one for each of the left
 */
public record JoinKeys(List<String> left, List<String> right) {
  public JoinKeys {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /** One pair more. */
  public JoinKeys and(String leftColumn, String rightColumn) {
    List<String> lefts = new ArrayList<>(left);
    lefts.add(leftColumn);
    List<String> rights = new ArrayList<>(right);
    rights.add(rightColumn);
    return new JoinKeys(lefts, rights);
  }

  /** One pair more, of the same name. */
  public JoinKeys and(String column) {
    return and(column, column);
  }
}
