package io.sabot;

import io.sabot.expression.Aggregate;
import io.sabot.expression.CaseBuilder;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.SortKey;
import io.sabot.expression.SortKey.Direction;
import io.sabot.expression.SortKey.NullOrder;
import io.sabot.function.UserAggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words expressions start with; made for {@code import static io.sabot.Expressions.*}. A string
 * is a column name here and a literal in the methods of {@link Expression}.
 */
public final class Expressions extends UserFunctionVerbs {
  private Expressions() {}

  /** The value of a column. */
  public static Expression col(String name) {
    return new Expression.ColumnReference(name);
  }

  /** A constant; see {@link io.sabot.expression.Constant#of} for what it may be. */
  public static Expression lit(@Nullable Object value) {
    return new Expression.Literal(io.sabot.expression.Constant.of(value));
  }

  /** The first argument that is not null. */
  public static Expression coalesce(Object first, Object... others) {
    return Expression.function("coalesce", with(others, first));
  }

  /** All texts one behind the other, as {@code ||} in SQL: null where one of them is null. */
  public static Expression concat(Object first, Object... others) {
    return Expression.function("concat", with(others, first));
  }

  /**
   * The texts that are not null, with the separator between them; of nothing the empty text. Null
   * where the separator is null.
   */
  public static Expression concatWs(Object separator, Object first, Object... others) {
    return Expression.function("concat_ws", with(others, separator, first));
  }

  /** The largest argument, nulls left out; NaN is the largest number. Null where all are. */
  public static Expression greatest(Object first, Object... others) {
    return Expression.function("greatest", with(others, first));
  }

  /** The smallest argument, nulls left out; NaN is the largest number. Null where all are. */
  public static Expression least(Object first, Object... others) {
    return Expression.function("least", with(others, first));
  }

  /** The one value where the condition is true, the other where it is false or null. */
  public static Expression ifElse(Expression condition, Object value, Object otherwise) {
    return when(condition).then(value).otherwise(otherwise);
  }

  /**
   * A hash of all arguments together, as Int64: XXH64 with seed 0 over their canonical bytes, as
   * rows are partitioned by. Never null; equal values of one kind have equal hashes, whatever their
   * width or layout.
   */
  public static Expression hash(Object first, Object... others) {
    return Expression.function("hash", with(others, first));
  }

  /** The circle's circumference by its diameter. */
  public static Expression pi() {
    return Expression.function("pi");
  }

  /** The base of the natural logarithm. */
  public static Expression e() {
    return Expression.function("e");
  }

  private static Object[] with(Object[] others, Object... first) {
    Object[] all = Arrays.copyOf(first, first.length + others.length, Object[].class);
    System.arraycopy(others, 0, all, first.length, others.length);
    return all;
  }

  /** A date of integers, as Date32; a day that does not exist is an error. */
  public static Expression makeDate(Object year, Object month, Object day) {
    return Expression.function("make_date", year, month, day);
  }

  /**
   * Local time of integers, in microseconds; what no calendar or clock shows is an error. With
   * {@link Expression#atZone} it is an instant.
   */
  public static Expression makeTimestamp(
      Object year, Object month, Object day, Object hour, Object minute, Object second) {
    return Expression.function("make_timestamp", year, month, day, hour, minute, second);
  }

  /** Starts {@code when(condition).then(value)…otherwise(value)}. */
  public static CaseBuilder.Condition when(Expression condition) {
    return CaseBuilder.start(condition);
  }

  /** Kleene not. */
  public static Expression not(Expression condition) {
    return condition.not();
  }

  /**
   * An aggregate of the user's own.
   *
   * @param arguments the columns that it is given
   */
  public static Aggregate aggregate(UserAggregate function, Expression... arguments) {
    return new Aggregate(function.name(), List.of(arguments), function.name(), function);
  }

  /** Rows of the group. */
  public static Aggregate count() {
    return new Aggregate("count", List.of(), "count");
  }

  /** Rows of the group in which the column is not null. */
  public static Aggregate count(String column) {
    return count(col(column));
  }

  /** Rows of the group in which the expression is not null. */
  public static Aggregate count(Expression argument) {
    return aggregate("count", argument);
  }

  /** Different values of a column, nulls not counted. */
  public static Aggregate countDistinct(String column) {
    return countDistinct(col(column));
  }

  /** Different values of an expression, nulls not counted. */
  public static Aggregate countDistinct(Expression argument) {
    return aggregate("count_distinct", argument);
  }

  /** Sum of a column: integers to Int64, where overflow is an error, others to Float64. */
  public static Aggregate sum(String column) {
    return sum(col(column));
  }

  /** Sum of an expression: integers to Int64, where overflow is an error, others to Float64. */
  public static Aggregate sum(Expression argument) {
    return aggregate("sum", argument);
  }

  /** Smallest value of a column. */
  public static Aggregate min(String column) {
    return min(col(column));
  }

  /** Smallest value of an expression. */
  public static Aggregate min(Expression argument) {
    return aggregate("min", argument);
  }

  /** Largest value of a column; NaN is the largest number. */
  public static Aggregate max(String column) {
    return max(col(column));
  }

  /** Largest value of an expression; NaN is the largest number. */
  public static Aggregate max(Expression argument) {
    return aggregate("max", argument);
  }

  /** Arithmetic mean of a column, as Float64. */
  public static Aggregate mean(String column) {
    return mean(col(column));
  }

  /** Arithmetic mean of an expression, as Float64. */
  public static Aggregate mean(Expression argument) {
    return aggregate("mean", argument);
  }

  /** The first value of a column in input order, nulls passed over. */
  public static Aggregate first(String column) {
    return first(col(column));
  }

  /** The first value of an expression in input order, nulls passed over. */
  public static Aggregate first(Expression argument) {
    return aggregate("first", argument);
  }

  /** The last value of a column in input order, nulls passed over. */
  public static Aggregate last(String column) {
    return last(col(column));
  }

  /** The last value of an expression in input order, nulls passed over. */
  public static Aggregate last(Expression argument) {
    return aggregate("last", argument);
  }

  /** Whether all values of a column, nulls passed over, are true; of none null. */
  public static Aggregate boolAnd(String column) {
    return boolAnd(col(column));
  }

  /** Whether all values of an expression, nulls passed over, are true; of none null. */
  public static Aggregate boolAnd(Expression argument) {
    return aggregate("bool_and", argument);
  }

  /** Whether a value of a column, nulls passed over, is true; of none null. */
  public static Aggregate boolOr(String column) {
    return boolOr(col(column));
  }

  /** Whether a value of an expression, nulls passed over, is true; of none null. */
  public static Aggregate boolOr(Expression argument) {
    return aggregate("bool_or", argument);
  }

  /** Sample variance of a column, as Float64; of fewer than two values null. */
  public static Aggregate variance(String column) {
    return variance(col(column));
  }

  /** Sample variance of an expression, as Float64; of fewer than two values null. */
  public static Aggregate variance(Expression argument) {
    return aggregate("variance", argument);
  }

  /** Population variance of a column, as Float64. */
  public static Aggregate variancePopulation(String column) {
    return variancePopulation(col(column));
  }

  /** Population variance of an expression, as Float64. */
  public static Aggregate variancePopulation(Expression argument) {
    return aggregate("variance_population", argument);
  }

  /** Sample standard deviation of a column, as Float64; of fewer than two values null. */
  public static Aggregate stddev(String column) {
    return stddev(col(column));
  }

  /** Sample standard deviation of an expression, as Float64; of fewer than two values null. */
  public static Aggregate stddev(Expression argument) {
    return aggregate("stddev", argument);
  }

  /** Population standard deviation of a column, as Float64. */
  public static Aggregate stddevPopulation(String column) {
    return stddevPopulation(col(column));
  }

  /** Population standard deviation of an expression, as Float64. */
  public static Aggregate stddevPopulation(Expression argument) {
    return aggregate("stddev_population", argument);
  }

  /** Sample covariance of two columns, as Float64, rows with a null passed over. */
  public static Aggregate covariance(String one, String other) {
    return covariance(col(one), col(other));
  }

  /** Sample covariance of two expressions, as Float64, rows with a null passed over. */
  public static Aggregate covariance(Expression one, Expression other) {
    return aggregate("covariance", one, other);
  }

  /** Population covariance of two columns, as Float64, rows with a null passed over. */
  public static Aggregate covariancePopulation(String one, String other) {
    return covariancePopulation(col(one), col(other));
  }

  /** Population covariance of two expressions, as Float64, rows with a null passed over. */
  public static Aggregate covariancePopulation(Expression one, Expression other) {
    return aggregate("covariance_population", one, other);
  }

  /** Pearson's correlation of two columns, as Float64; null where one of them does not vary. */
  public static Aggregate correlation(String one, String other) {
    return correlation(col(one), col(other));
  }

  /** Pearson's correlation of two expressions, as Float64; null where one of them does not vary. */
  public static Aggregate correlation(Expression one, Expression other) {
    return aggregate("correlation", one, other);
  }

  /** The middle value of a column, as Float64; of two in the middle their mean. */
  public static Aggregate median(String column) {
    return median(col(column));
  }

  /** The middle value of an expression, as Float64; of two in the middle their mean. */
  public static Aggregate median(Expression argument) {
    return aggregate("median", argument);
  }

  /** The value of a column below which a fraction of its values lies, as Float64, interpolated. */
  public static Aggregate quantile(String column, double fraction) {
    return quantile(col(column), fraction);
  }

  /**
   * The value of an expression below which a fraction of its values lies, as Float64, interpolated.
   */
  public static Aggregate quantile(Expression argument, double fraction) {
    return aggregate("quantile", argument, lit(fraction));
  }

  /**
   * About how many different values a column has, nulls not counted: two times of three within 1.6
   * % of it. Needs {@code org.apache.datasketches:datasketches-java} on the class path.
   */
  public static Aggregate approximateCountDistinct(String column) {
    return approximateCountDistinct(col(column));
  }

  /** As {@link #approximateCountDistinct(String)}, of an expression. */
  public static Aggregate approximateCountDistinct(Expression argument) {
    return aggregate("approximate_count_distinct", argument);
  }

  /**
   * About the middle value of a column, as Float64: a value whose rank is within 0.7 % of the
   * middle, 99 times of 100. Of up to 400 values it is exact. Needs {@code
   * org.apache.datasketches:datasketches-java} on the class path.
   */
  public static Aggregate approximateMedian(String column) {
    return approximateMedian(col(column));
  }

  /** As {@link #approximateMedian(String)}, of an expression. */
  public static Aggregate approximateMedian(Expression argument) {
    return aggregate("approximate_median", argument);
  }

  /**
   * As {@link #approximateMedian(String)}, for the value below which a fraction of the values lies.
   */
  public static Aggregate approximateQuantile(String column, double fraction) {
    return approximateQuantile(col(column), fraction);
  }

  /** As {@link #approximateQuantile(String, double)}, of an expression. */
  public static Aggregate approximateQuantile(Expression argument, double fraction) {
    return aggregate("approximate_quantile", argument, lit(fraction));
  }

  /** The largest values of a column as a list, the largest first, at most {@code count} of them. */
  public static Aggregate topK(String column, int count) {
    return topK(col(column), count);
  }

  /**
   * The largest values of an expression as a list, the largest first, at most {@code count} of
   * them.
   */
  public static Aggregate topK(Expression argument, int count) {
    return aggregate("top_k", argument, lit(count));
  }

  /**
   * The smallest values of a column as a list, the smallest first, at most {@code count} of them.
   */
  public static Aggregate bottomK(String column, int count) {
    return bottomK(col(column), count);
  }

  /**
   * The smallest values of an expression as a list, the smallest first, at most {@code count} of
   * them.
   */
  public static Aggregate bottomK(Expression argument, int count) {
    return aggregate("bottom_k", argument, lit(count));
  }

  /**
   * An aggregate by its name; an unknown one is refused when the plan is built. The output column
   * is called {@code function_column}.
   *
   * @param more further columns, or literals that tell the function more
   */
  public static Aggregate aggregate(String function, Expression argument, Expression... more) {
    List<Expression> arguments = new ArrayList<>(List.of(argument));
    arguments.addAll(List.of(more));
    return new Aggregate(function, arguments, function + "_" + argument.outputName());
  }

  /** Smallest first, nulls last. */
  public static SortKey asc(String column) {
    return asc(col(column));
  }

  /** Smallest first, nulls last. */
  public static SortKey asc(Expression expression) {
    return new SortKey(expression, Direction.ASCENDING, NullOrder.LAST);
  }

  /** Largest first, nulls last. */
  public static SortKey desc(String column) {
    return desc(col(column));
  }

  /** Largest first, nulls last. */
  public static SortKey desc(Expression expression) {
    return new SortKey(expression, Direction.DESCENDING, NullOrder.LAST);
  }

  /** A join key of two names. */
  public static JoinKeys on(String left, String right) {
    return new JoinKeys(List.of(left), List.of(right));
  }

  /** Join keys of the same names on both sides. */
  public static JoinKeys using(String... columns) {
    return new JoinKeys(List.of(columns), List.of(columns));
  }
}
