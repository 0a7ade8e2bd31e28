package io.sabot.operators.internal.generate;

import io.sabot.expression.BoundExpression;
import org.jspecify.annotations.Nullable;

/** What a loop does with the rows that its conditions leave. */
public sealed interface Sink {
  /** What it takes of each row, or null for nothing. */
  @Nullable BoundExpression argument();

  /** The same with another argument. */
  Sink of(BoundExpression argument);

  /** A column of a value per row; of loops without conditions. */
  record Output(BoundExpression argument) implements Sink {
    @Override
    public Sink of(BoundExpression other) {
      return new Output(other);
    }
  }

  /** Rows, or those in which the argument is not null. */
  record Count(@Nullable BoundExpression argument) implements Sink {
    @Override
    public Sink of(BoundExpression other) {
      return new Count(other);
    }
  }

  /** The sum of an argument, and how many there are. */
  record Sum(BoundExpression argument) implements Sink {
    @Override
    public Sink of(BoundExpression other) {
      return new Sum(other);
    }
  }

  /** The least or the greatest value of an argument, and how many there are. */
  record Extreme(BoundExpression argument, End end) implements Sink {
    @Override
    public Sink of(BoundExpression other) {
      return new Extreme(other, end);
    }
  }

  /** Notes which rows there are, for loops behind. */
  record Rows() implements Sink {
    @Override
    public @Nullable BoundExpression argument() {
      return null;
    }

    @Override
    public Sink of(BoundExpression other) {
      return this;
    }
  }

  /** Which end of an order. */
  enum End {
    LEAST,
    GREATEST
  }
}
