package io.sabot;

/** Where a job is in its life. */
public enum JobState {
  /** It reads and writes. */
  RUNNING,
  /** It was asked to stop, and brings what it has read to its sink. */
  STOPPING,
  /** It came to the end of its stream; all is committed. */
  FINISHED,
  /** It was stopped; all that it wrote is committed. */
  STOPPED,
  /** It was closed, or its thread interrupted; the next run repeats what was not committed. */
  CANCELLED,
  /** Something broke; the next run repeats what was not committed. */
  FAILED
}
