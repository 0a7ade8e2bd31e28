package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Constant;
import io.sabot.expression.Expression;
import io.sabot.internal.text.NearestName;
import java.util.ArrayList;
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
  CORRELATION(2),
  MEDIAN(1),
  QUANTILE(1, "a fraction", "0.9"),
  APPROXIMATE_COUNT_DISTINCT(1),
  APPROXIMATE_MEDIAN(1),
  APPROXIMATE_QUANTILE(1, "a fraction", "0.9"),
  TOP_K(1, "a number of values", "3"),
  BOTTOM_K(1, "a number of values", "3"),
  USER(0, Integer.MAX_VALUE);

  private static final List<String> NAMES =
      Arrays.stream(values())
          .filter(function -> function != USER)
          .map(AggregateFunction::text)
          .toList();

  private final int fewest;
  private final int most;
  private final String constant;
  private final String example;

  AggregateFunction(int fewest, int most, String constant, String example) {
    this.fewest = fewest;
    this.most = most;
    this.constant = constant;
    this.example = example;
  }

  AggregateFunction(int columns, String constant, String example) {
    this(columns, columns, constant, example);
  }

  AggregateFunction(int fewest, int most) {
    this(fewest, most, "", "");
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
    if (aggregate.user() != null) {
      return USER;
    }
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
      case COVARIANCE, COVARIANCE_POPULATION, CORRELATION, MEDIAN, QUANTILE -> true;
      case APPROXIMATE_MEDIAN, APPROXIMATE_QUANTILE -> true;
      default -> false;
    };
  }

  private boolean isQuantile() {
    return this == QUANTILE || this == APPROXIMATE_QUANTILE;
  }

  /** The columns and expressions that an aggregate of this function is given. */
  List<Expression> columns(Aggregate aggregate) {
    List<Expression> arguments = aggregate.arguments();
    int columns = arguments.size() - (constant.isEmpty() ? 0 : 1);
    if (columns >= fewest && columns <= most) {
      return arguments.subList(0, columns);
    }
    String needed = most == 1 ? " needs a column or expression" : " needs " + most + " columns";
    throw Problem.at("GroupBy", ErrorCode.INVALID_ARGUMENT)
        .rule(text() + needed + (constant.isEmpty() ? "" : " and " + constant))
        .but("\"%s\" has %s".formatted(aggregate.name(), given(arguments)))
        .cure("name what to aggregate, e.g. " + example())
        .plan();
  }

  private static String given(List<Expression> arguments) {
    return arguments.isEmpty() ? "none" : arguments.toString();
  }

  private String example() {
    List<String> arguments = new ArrayList<>(Collections.nCopies(most, "\"price\""));
    if (!constant.isEmpty()) {
      arguments.add(example);
    }
    return text() + "(" + String.join(", ", arguments) + ")";
  }

  /** The literal behind the columns; refuses what is none or lies outside a range. */
  Number constant(Aggregate aggregate, long least, long most) {
    Expression last = aggregate.arguments().getLast();
    if (last instanceof Expression.Literal(Constant literal)
        && literal.value() instanceof Number number
        && (isQuantile() || number instanceof Long)
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number;
    }
    throw Problem.at("GroupBy", ErrorCode.INVALID_ARGUMENT)
        .rule("%s needs %s from %d to %d".formatted(text(), constant, least, most))
        .but("\"%s\" has %s".formatted(aggregate.name(), last))
        .cure("give a literal, e.g. " + example())
        .plan();
  }
}
