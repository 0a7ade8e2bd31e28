package io.sabot.operators.internal.user;

/** What a user function threw, and for which row. */
public final class UserCallFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int row;
  private final transient Throwable thrown;

  /** Called by generated loops. */
  public UserCallFailure(int row, Throwable thrown) {
    super(null, thrown, false, false);
    this.row = row;
    this.thrown = thrown;
  }

  /** The row within the loop. */
  public int row() {
    return row;
  }

  /** What came out of the function. */
  public Throwable thrown() {
    return thrown;
  }
}
