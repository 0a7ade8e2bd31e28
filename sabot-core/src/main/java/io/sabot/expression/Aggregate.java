package io.sabot.expression;

import io.sabot.function.UserAggregate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value computed per group, as data.
 *
 * @param function the aggregate's name
 * @param arguments what it reads, then the literals that tell it more; none where it reads rows
 *     ({@code count()})
 * @param name the output column
 * @param user what computes it where that is no built-in function
 */
public record Aggregate(
    String function, List<Expression> arguments, String name, @Nullable UserAggregate user) {
  public Aggregate {
    arguments = List.copyOf(arguments);
  }

  /** One of a built-in function. */
  public Aggregate(String function, List<Expression> arguments, String name) {
    this(function, arguments, name, null);
  }

  /** Names the output column. */
  public Aggregate as(String other) {
    return new Aggregate(function, arguments, other, user);
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
