package io.sabot.kafka.internal.column;

/** Why a record cannot become a row. Thrown often and caught close by: it has no stack trace. */
public final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason, such as {@code "celsius" must be Float64, but it is "warm"}. */
  public Misfit(String reason) {
    super(reason, null, false, false);
  }
}
