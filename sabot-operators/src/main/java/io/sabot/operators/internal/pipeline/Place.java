package io.sabot.operators.internal.pipeline;

/** What stands at a place of an output. */
public sealed interface Place {
  /** A column of the input. */
  record Kept(int ordinal) implements Place {}

  /** The result of an expression. */
  record Computed(int expression) implements Place {}
}
