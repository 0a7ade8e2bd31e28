package io.sabot;

/** Whether a job does what it is for, as monitoring asks. */
public enum JobHealth {
  /** It works or waits for rows, or has ended in order. */
  UP,
  /**
   * It has begun anew by itself, and has not committed since, though there may be rows to commit;
   * or a source waits for something that is away, such as brokers, and goes on when that is back.
   * Nothing is lost; where it stays so, its last error says why.
   */
  DEGRADED,
  /** It has failed or was cancelled, and does nothing any more. */
  DOWN
}
