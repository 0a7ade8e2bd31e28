package io.sabot;

/** What becomes of a state group whose last committed snapshot cannot be used. */
public enum UnreadableState {
  /** The job fails and says why: a state is never silently wrong. The default. */
  REFUSE,
  /**
   * The newest older snapshot of the group that is whole is used: what was read between the two is
   * missing from the state. Where there is none, the job fails.
   */
  USE_OLDER,
  /** The group begins without state. */
  BEGIN_EMPTY
}
