package io.sabot.batch;

/** Placeholder. */
public final class BatchValidation {
  private BatchValidation() {}

  /** Placeholder. */
  public static void check(Batch batch, String where) {}
}
