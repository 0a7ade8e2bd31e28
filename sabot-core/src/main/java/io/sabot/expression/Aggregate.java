package io.sabot.expression;

import org.jspecify.annotations.Nullable;

/**
 * A value computed per group, as data.
 *
 * @param function the aggregate's name
 * @param argument what it reads, or null where it reads rows ({@code count()})
 * @param name the output column
 */
public record Aggregate(String function, @Nullable Expression argument, String name) {
  /** Names the output column. */
  public Aggregate as(String other) {
    return new Aggregate(function, argument, other);
  }

  /** As {@link #as}, where that is a keyword. */
  public Aggregate alias(String other) {
    return as(other);
  }

  @Override
  public String toString() {
    return function + "(" + (argument == null ? "" : argument) + ") as " + name;
  }
}
