package io.sabot.expression;

/** How much a single call may make out of little. */
public final class TextLimits {
  /** Bytes of one result of {@code repeat}, {@code lpad} and {@code rpad}. */
  public static final int RESULT_BYTES = 64 << 20;

  private TextLimits() {}
}
