package io.sabot.stream.testkit;

/** How often the rows of a stream arrive at its sink, whatever dies when. */
public enum Guarantee {
  /** None is lost; some may come again. */
  AT_LEAST_ONCE,
  /** Each comes once. */
  EXACTLY_ONCE
}
