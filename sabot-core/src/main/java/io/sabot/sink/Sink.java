package io.sabot.sink;

import io.sabot.operator.RunContext;
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
   * This sink as a job needs it. Called when the job is built, before a run; where this {@link
   * #commitsOffsets} it refuses sources whose offsets it cannot commit.
   *
   * @throws io.sabot.PlanException where it cannot serve such a job
   */
  default Sink within(Upstream upstream) {
    return this;
  }

  /** Opens a writer; nothing is visible at the target before a commit. */
  SinkWriter open(Schema schema, RunContext context);
}
