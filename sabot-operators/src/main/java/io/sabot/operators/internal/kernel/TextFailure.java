package io.sabot.operators.internal.kernel;

/** A row that a function of text cannot answer; the node says where it stood. */
public final class TextFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int row;
  private final String rule;
  private final String cure;

  /**
   * Refuses a row.
   *
   * @param row the row within the window
   * @param value what broke the rule
   */
  TextFailure(int row, String rule, String value, String cure) {
    super(value, null, false, false);
    this.row = row;
    this.rule = rule;
    this.cure = cure;
  }

  /** The row within the window. */
  public int row() {
    return row;
  }

  /** What must hold, ending in a verb phrase that "does not" denies. */
  public String rule() {
    return rule;
  }

  /** What broke it. */
  public String value() {
    return String.valueOf(getMessage());
  }

  /** What mends it. */
  public String cure() {
    return cure;
  }
}
