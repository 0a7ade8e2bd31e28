package io.sabot.expression;

import java.util.List;

/**
 * A value computed per group, as data.
 *
 * @param function the aggregate's name
 * @param arguments what it reads, then the literals that tell it more; none where it reads rows
 *     ({@code count()})
 * @param name the output column
 */
public record Aggregate(String function, List<Expression> arguments, String name) {
  public Aggregate {
    arguments = List.copyOf(arguments);
  }

  /** Names the output column. */
  public Aggregate as(String other) {
    return new Aggregate(function, arguments, other);
  }

  /** As {@link #as}, where that is a keyword. */
  public Aggregate alias(String other) {
    return as(other);
  }

  @Override
  public String toString() {
    return function + "(" + ExpressionText.list(arguments) + ") as " + name;
  }
}
