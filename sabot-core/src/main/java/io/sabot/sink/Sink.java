package io.sabot.sink;

import io.sabot.operator.RunContext;
import io.sabot.source.Source;
import org.apache.arrow.vector.types.pojo.Schema;

/** A place for batches: immutable, opened anew by each run. */
public interface Sink {
  /** What errors and {@code explain()} call it. */
  String name();

  /** How often it can show what it has. */
  default Commits commits() {
    return Commits.ONCE;
  }

  /** How often a sink can show what it has. */
  enum Commits {
    /** Once, at the end, as a file does. */
    ONCE,
    /** Again and again: what never ends can be written to it. */
    REPEATED
  }

  /**
   * Refuses a schema that it cannot take. Called when a stream is sent to it, before a run.
   *
   * @throws io.sabot.PlanException where it cannot
   */
  default void check(Schema schema) {}

  /**
   * Whether what it commits and the places of the sources are one: a job then gives it the offsets
   * of their readers with each commit, and they commit nothing themselves.
   */
  default boolean commitsOffsets() {
    return false;
  }

  /**
   * Refuses a source that commits and whose offsets it cannot. Called for each such source of a
   * job, before a run, where this {@link #commitsOffsets}.
   *
   * @throws io.sabot.PlanException where it cannot
   */
  default void checkSource(Source source) {}

  /** Opens a writer; nothing is visible at the target before a commit. */
  SinkWriter open(Schema schema, RunContext context);
}
