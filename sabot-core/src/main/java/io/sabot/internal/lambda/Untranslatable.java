package io.sabot.internal.lambda;

/** Why a method is not read back. */
final class Untranslatable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A reason.
   *
   * @param reason what it does, e.g. {@code "it loops"}
   */
  Untranslatable(String reason) {
    super(reason, null, false, false);
  }
}
