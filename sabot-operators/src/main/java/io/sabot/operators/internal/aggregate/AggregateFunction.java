package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.internal.text.NearestName;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The aggregates there are, and how many columns each reads. */
enum AggregateFunction {
  COUNT(0, 1),
  COUNT_DISTINCT(1),
  SUM(1),
  MIN(1),
  MAX(1),
  MEAN(1),
  FIRST(1),
  LAST(1),
  BOOL_AND(1),
  BOOL_OR(1),
  VARIANCE(1),
  VARIANCE_POPULATION(1),
  STDDEV(1),
  STDDEV_POPULATION(1),
  COVARIANCE(2),
  COVARIANCE_POPULATION(2),
  CORRELATION(2);

  private static final List<String> NAMES =
      Arrays.stream(values()).map(AggregateFunction::text).toList();

  private final int fewest;
  private final int most;

  AggregateFunction(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  AggregateFunction(int columns) {
    this(columns, columns);
  }

  /** What users call it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function of an aggregate; refuses one that does not exist. */
  static AggregateFunction of(Aggregate aggregate) {
    int found = NAMES.indexOf(aggregate.function());
    if (found < 0) {
      throw Problem.at("GroupBy", ErrorCode.UNKNOWN_FUNCTION)
          .rule("aggregates must be among " + NAMES)
          .but("\"" + aggregate.function() + "\" is not")
          .cure(NearestName.hint(aggregate.function(), NAMES) + "call one of these")
          .plan();
    }
    return values()[found];
  }

  /** Whether it computes with its arguments as Float64. */
  boolean takesDoubles() {
    return switch (this) {
      case VARIANCE, VARIANCE_POPULATION, STDDEV, STDDEV_POPULATION -> true;
      case COVARIANCE, COVARIANCE_POPULATION, CORRELATION -> true;
      default -> false;
    };
  }

  /** The columns and expressions that an aggregate of this function is given. */
  List<Expression> columns(Aggregate aggregate) {
    int given = aggregate.arguments().size();
    if (given < fewest || given > most) {
      String columns = String.join(", ", Collections.nCopies(most, "\"price\""));
      throw Problem.at("GroupBy", ErrorCode.INVALID_ARGUMENT)
          .rule(text() + (most == 1 ? " needs a column or expression" : " needs " + most))
          .but("\"%s\" has %s".formatted(aggregate.name(), given == 0 ? "none" : given))
          .cure("name what to aggregate, e.g. " + text() + "(" + columns + ")")
          .plan();
    }
    return aggregate.arguments();
  }
}
