package io.sabot.operators.internal.user;

/** A value returned by a user function that the type of the results cannot hold. */
public final class UnfitResult extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnfitResult(String value) {
    super(value, null, false, false);
  }
}
