package io.sabot;

/** Whether rows leave stages that several threads share in the order in which they came. */
public enum RowOrder {
  /** In the order of the source, as on one thread. */
  KEPT,
  /** In any order, another one in each run: none waits for those before it. */
  FREE
}
