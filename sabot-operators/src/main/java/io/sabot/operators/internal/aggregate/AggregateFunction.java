package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.internal.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The aggregates there are, and how many columns each reads. */
enum AggregateFunction {
  COUNT(0, 1),
  COUNT_DISTINCT(1, 1),
  SUM(1, 1),
  MIN(1, 1),
  MAX(1, 1),
  MEAN(1, 1),
  FIRST(1, 1),
  LAST(1, 1);

  private static final List<String> NAMES =
      Arrays.stream(values()).map(AggregateFunction::text).toList();

  private final int fewest;
  private final int most;

  AggregateFunction(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
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

  /** The columns and expressions that an aggregate of this function reads. */
  List<Expression> reads(Aggregate aggregate) {
    int given = aggregate.arguments().size();
    if (given < fewest || given > most) {
      throw Problem.at("GroupBy", ErrorCode.INVALID_ARGUMENT)
          .rule(text() + " needs a column or expression")
          .but("\"%s\" has %s".formatted(aggregate.name(), given == 0 ? "none" : given))
          .cure("name what to aggregate, e.g. " + text() + "(\"price\")")
          .plan();
    }
    return aggregate.arguments();
  }
}
