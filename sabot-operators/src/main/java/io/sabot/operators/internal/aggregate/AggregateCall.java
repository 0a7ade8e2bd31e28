package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.function.UserAggregate;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.Inputs;
import io.sabot.state.KeyEncoding;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An aggregate typed against its argument.
 *
 * @param aggregate what was asked for
 * @param arguments the fields of the columns it reads
 * @param output the field of its results
 */
public record AggregateCall(Aggregate aggregate, List<Field> arguments, Field output) {
  private static final String WHERE = "GroupBy";
  private static final int MOST_VALUES = 1000;
  private static final ArrowType INT64 = new ArrowType.Int(64, true);
  private static final ArrowType FLOAT64 =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  /** Types an aggregate; refuses arguments that it cannot take. */
  public static AggregateCall of(Aggregate aggregate, List<Field> arguments) {
    AggregateFunction function = AggregateFunction.of(aggregate);
    Field output =
        switch (function) {
          case COUNT, COUNT_DISTINCT -> result(aggregate, INT64, false);
          case SUM -> result(aggregate, sumType(aggregate, arguments.getFirst()), true);
          case MEAN -> result(aggregate, meanType(aggregate, arguments.getFirst()), true);
          case MIN, MAX -> same(aggregate, comparable(aggregate, arguments.getFirst()));
          case FIRST, LAST -> same(aggregate, arguments.getFirst());
          case BOOL_AND, BOOL_OR -> same(aggregate, bool(aggregate, arguments.getFirst()));
          case VARIANCE, VARIANCE_POPULATION, STDDEV, STDDEV_POPULATION ->
              result(aggregate, FLOAT64, true);
          case COVARIANCE, COVARIANCE_POPULATION, CORRELATION, MEDIAN ->
              result(aggregate, FLOAT64, true);
          case QUANTILE -> {
            function.constant(aggregate, 0, 1);
            yield result(aggregate, FLOAT64, true);
          }
          case APPROXIMATE_COUNT_DISTINCT -> {
            SketchLibrary.require(function.text());
            yield result(aggregate, INT64, false);
          }
          case APPROXIMATE_MEDIAN -> {
            SketchLibrary.require(function.text());
            yield result(aggregate, FLOAT64, true);
          }
          case APPROXIMATE_QUANTILE -> {
            SketchLibrary.require(function.text());
            function.constant(aggregate, 0, 1);
            yield result(aggregate, FLOAT64, true);
          }
          case TOP_K, BOTTOM_K -> {
            function.constant(aggregate, 1, MOST_VALUES);
            yield list(aggregate, word(aggregate, arguments.getFirst()));
          }
          case USER -> result(aggregate, userType(aggregate, arguments), true);
        };
    return new AggregateCall(aggregate, List.copyOf(arguments), output);
  }

  /** Whether the result depends on the order of rows: it is then given the place of each, too. */
  public boolean followsOrder() {
    return followsOrder(aggregate);
  }

  /** Whether the result of an aggregate depends on the order of rows. */
  public static boolean followsOrder(Aggregate aggregate) {
    AggregateFunction function = AggregateFunction.of(aggregate);
    return function == AggregateFunction.FIRST || function == AggregateFunction.LAST;
  }

  /** The columns and expressions that an aggregate reads; refuses unknown functions. */
  public static List<Expression> reads(Aggregate aggregate, Schema input) {
    AggregateFunction function = AggregateFunction.of(aggregate);
    List<Expression> columns = function.columns(aggregate);
    return function.takesDoubles()
        ? columns.stream().map(column -> asDouble(aggregate, column, input)).toList()
        : columns;
  }

  private static Expression asDouble(Aggregate aggregate, Expression column, Schema input) {
    Field field = Inputs.fields(WHERE, List.of(column), input).getFirst();
    meanType(aggregate, field);
    return field.getType().equals(FLOAT64) ? column : column.cast(FLOAT64);
  }

  /** The field of the only or first argument; not every aggregate has one. */
  public Field argument() {
    return arguments.getFirst();
  }

  /** The literal behind the columns; its range was checked. */
  private Number constant() {
    return function().constant(aggregate, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  AggregateFunction function() {
    return AggregateFunction.of(aggregate);
  }

  private static Field result(Aggregate aggregate, ArrowType type, boolean nullable) {
    return new Field(aggregate.name(), new FieldType(nullable, type, null), null);
  }

  private static Field same(Aggregate aggregate, Field argument) {
    return new Field(
        aggregate.name(),
        new FieldType(true, argument.getType(), null, argument.getMetadata()),
        argument.getChildren());
  }

  private static ArrowType sumType(Aggregate aggregate, Field argument) {
    return switch (argument.getType()) {
      case ArrowType.Int t -> INT64;
      case ArrowType.FloatingPoint t -> FLOAT64;
      case ArrowType.Decimal t -> new ArrowType.Decimal(38, t.getScale(), 128);
      default -> throw wrongType(aggregate, argument, "a number", "cast it, e.g. to Float64");
    };
  }

  private static ArrowType meanType(Aggregate aggregate, Field argument) {
    sumType(aggregate, argument);
    return FLOAT64;
  }

  private static Field list(Aggregate aggregate, Field argument) {
    FieldType type = FieldType.nullable(argument.getType());
    return new Field(
        aggregate.name(),
        FieldType.nullable(new ArrowType.List()),
        List.of(new Field("element", type, null)));
  }

  private static Field word(Aggregate aggregate, Field argument) {
    if (isOrderedWord(argument.getType())) {
      return argument;
    }
    throw wrongType(
        aggregate,
        argument,
        "a number, boolean or time of up to 64 bits",
        "cast it, e.g. to Float64, or sort the rows and number them");
  }

  private static Field bool(Aggregate aggregate, Field argument) {
    if (argument.getType() instanceof ArrowType.Bool) {
      return argument;
    }
    throw wrongType(aggregate, argument, "a boolean", "compare it, e.g. with gt(0)");
  }

  private static Field comparable(Aggregate aggregate, Field argument) {
    ArrowType type = argument.getType();
    if (isOrderedWord(type) || type instanceof ArrowType.Decimal || isBytes(type)) {
      return argument;
    }
    throw wrongType(
        aggregate,
        argument,
        "a number, boolean, time, string or binary",
        "aggregate a part of it that has an order, or use first or last");
  }

  private static boolean isOrderedWord(ArrowType type) {
    return KeyEncoding.isWord(type)
        && !(type instanceof ArrowType.Interval || type instanceof ArrowType.ExtensionType);
  }

  private static boolean isBytes(ArrowType type) {
    return switch (type.getTypeID()) {
      case Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView, FixedSizeBinary -> true;
      default -> false;
    };
  }

  private static ArrowType userType(Aggregate aggregate, List<Field> arguments) {
    UserAggregate user = Objects.requireNonNull(aggregate.user());
    ArrowType type = user.resultType(arguments);
    if (type != null) {
      return type;
    }
    throw Problem.at(WHERE, ErrorCode.TYPE_MISMATCH)
        .rule(user.name() + " takes " + user.takes())
        .but("it is given " + arguments)
        .cure("cast the arguments, or give as many as it takes")
        .plan();
  }

  private static RuntimeException wrongType(
      Aggregate aggregate, Field argument, String wanted, String cure) {
    return Problem.at(WHERE, ErrorCode.TYPE_MISMATCH)
        .rule(aggregate.function() + " takes " + wanted)
        .but("\"%s\" is %s".formatted(argument.getName(), Types.name(argument.getType())))
        .cure(cure)
        .plan();
  }

  /** Whether it is a mean, which shares its state with the sum. */
  boolean isMean() {
    return function() == AggregateFunction.MEAN;
  }

  /** The state of min and max for a canonical 64-bit word of a value: the smallest one wins. */
  public long rank(long word) {
    return ranks().rank(word);
  }

  WordRanks ranks() {
    ArrowType type = argument().getType();
    return isMax() ? WordRanks.descending(type) : WordRanks.ascending(type);
  }

  /** Whether the largest value wins; the state is the same where the smallest does. */
  boolean isMax() {
    return switch (function()) {
      case MAX, BOOL_OR, TOP_K -> true;
      default -> false;
    };
  }

  /** The error of a sum that its type cannot hold. */
  RuntimeException overflow(String type, String value, String cure) {
    return Problem.at(WHERE, ErrorCode.ARITHMETIC)
        .rule("the sum of \"" + aggregate.arguments().getFirst() + "\" must fit " + type)
        .but("that of a group is " + value)
        .cure(cure + ", or group by a key that makes smaller groups")
        .run();
  }

  /** Whether the state of one group is a list of values, which may be written in pieces. */
  public boolean keepsValues() {
    return switch (function()) {
      case COUNT_DISTINCT, MEDIAN, QUANTILE -> true;
      default -> false;
    };
  }

  /**
   * What makes the result of one group out of pieces of its state; the reservation stays with the
   * caller.
   *
   * @param counters count different values of a field
   */
  public PiecewiseAggregate openPiecewise(
      RunContext context, Reservation reservation, Function<Field, ValueCounter> counters) {
    var allocator = context.allocator();
    return switch (function()) {
      case COUNT_DISTINCT ->
          new PiecewiseCount(output, counters.apply(CountDistinct.value(this)), allocator);
      case MEDIAN -> new PiecewiseQuantile(this, 0.5, allocator, reservation);
      case QUANTILE ->
          new PiecewiseQuantile(this, constant().doubleValue(), allocator, reservation);
      default -> HeldState.of(this, context, reservation);
    };
  }

  /** Fresh state without groups; its records stay with the caller. */
  public Accumulator open(RunContext context, GroupRecords records) {
    var allocator = context.allocator();
    var reservation = records.reservation();
    return switch (function()) {
      case COUNT -> new Count(output, records);
      case COUNT_DISTINCT -> new CountDistinct(this, context, records);
      case SUM, MEAN ->
          switch (argument().getType()) {
            case ArrowType.Int t -> new IntegerSum(this, records);
            case ArrowType.Decimal t -> new DecimalSum(this, records);
            default -> new FloatSum(this, records);
          };
      case MIN, MAX, BOOL_AND, BOOL_OR ->
          KeyEncoding.isWord(argument().getType())
              ? new ExtremeWord(this, records)
              : new ExtremeValue(this, allocator, reservation);
      case FIRST -> new FirstValue(this, records);
      case VARIANCE, VARIANCE_POPULATION, STDDEV, STDDEV_POPULATION -> new Variance(this, records);
      case COVARIANCE, COVARIANCE_POPULATION, CORRELATION -> new Covariance(this, records);
      case MEDIAN -> new Quantile(this, 0.5, allocator, reservation);
      case QUANTILE -> new Quantile(this, constant().doubleValue(), allocator, reservation);
      case APPROXIMATE_COUNT_DISTINCT -> new DistinctSketches(this, allocator, reservation);
      case APPROXIMATE_MEDIAN -> new QuantileSketches(this, 0.5, allocator, reservation);
      case APPROXIMATE_QUANTILE ->
          new QuantileSketches(this, constant().doubleValue(), allocator, reservation);
      case TOP_K, BOTTOM_K -> new TopValues(this, constant().intValue(), allocator, reservation);
      case LAST -> new LastValue(this, records);
      case USER ->
          new UserAccumulator(
              this, Objects.requireNonNull(aggregate.user()), allocator, reservation);
    };
  }
}
