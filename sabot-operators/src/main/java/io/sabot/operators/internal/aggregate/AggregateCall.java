package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Types;
import io.sabot.internal.text.NearestName;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate typed against its argument.
 *
 * @param aggregate what was asked for
 * @param argument the field of its argument, or null where it has none
 * @param output the field of its results
 */
public record AggregateCall(Aggregate aggregate, @Nullable Field argument, Field output) {
  private static final String WHERE = "GroupBy";
  private static final List<String> KNOWN =
      List.of("count", "count_distinct", "sum", "min", "max", "mean", "first", "last");
  private static final ArrowType INT64 = new ArrowType.Int(64, true);
  private static final ArrowType FLOAT64 =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  /** Refuses a function that does not exist. */
  public static void checkKnown(Aggregate aggregate) {
    if (!KNOWN.contains(aggregate.function())) {
      throw Problem.at(WHERE, ErrorCode.UNKNOWN_FUNCTION)
          .rule("aggregates must be among " + KNOWN)
          .but("\"" + aggregate.function() + "\" is not")
          .cure(NearestName.hint(aggregate.function(), KNOWN) + "call one of these")
          .plan();
    }
  }

  /** Whether the result depends on the order of rows: state of different rows cannot be merged. */
  public static boolean followsOrder(Aggregate aggregate) {
    return aggregate.function().equals("first") || aggregate.function().equals("last");
  }

  /** Types an aggregate; refuses unknown functions and arguments they cannot take. */
  public static AggregateCall of(Aggregate aggregate, @Nullable Field argument) {
    checkKnown(aggregate);
    String function = aggregate.function();
    if (argument == null && !function.equals("count")) {
      throw Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT)
          .rule(function + " needs a column or expression")
          .but("\"" + aggregate.name() + "\" has none")
          .cure("name what to aggregate, e.g. " + function + "(\"price\")")
          .plan();
    }
    Field output =
        switch (function) {
          case "count", "count_distinct" -> result(aggregate, INT64, false);
          case "sum" -> result(aggregate, sumType(aggregate, argument), true);
          case "mean" -> result(aggregate, meanType(aggregate, argument), true);
          case "min", "max" -> same(aggregate, comparable(aggregate, argument));
          default -> same(aggregate, argument);
        };
    return new AggregateCall(aggregate, argument, output);
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

  private static Field comparable(Aggregate aggregate, Field argument) {
    ArrowType type = argument.getType();
    boolean ordered =
        !(type instanceof ArrowType.Interval || type instanceof ArrowType.ExtensionType);
    boolean word = KeyEncoding.isWord(type) && ordered;
    if (word || type instanceof ArrowType.Decimal || isBytes(type)) {
      return argument;
    }
    throw wrongType(
        aggregate,
        argument,
        "a number, boolean, time, string or binary",
        "aggregate a part of it that has an order, or use first or last");
  }

  private static boolean isBytes(ArrowType type) {
    return switch (type.getTypeID()) {
      case Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView, FixedSizeBinary -> true;
      default -> false;
    };
  }

  private static RuntimeException wrongType(
      Aggregate aggregate, Field argument, String wanted, String cure) {
    return Problem.at(WHERE, ErrorCode.TYPE_MISMATCH)
        .rule(aggregate.function() + " takes " + wanted)
        .but("\"%s\" is %s".formatted(aggregate.argument(), Types.name(argument.getType())))
        .cure(cure)
        .plan();
  }

  /** Whether it is a mean, which shares its state with the sum. */
  boolean isMean() {
    return aggregate.function().equals("mean");
  }

  /** The state of min and max for a canonical 64-bit word of a value: the smallest one wins. */
  public long rank(long word) {
    return ExtremeWord.rank(this, word);
  }

  /** Whether it is a max, which shares its state with the min. */
  boolean isMax() {
    return aggregate.function().equals("max");
  }

  /** The error of a sum that its type cannot hold. */
  RuntimeException overflow(String type, String value, String cure) {
    return Problem.at(WHERE, ErrorCode.ARITHMETIC)
        .rule("the sum of \"" + aggregate.argument() + "\" must fit " + type)
        .but("that of a group is " + value)
        .cure(cure + ", or group by a key that makes smaller groups")
        .run();
  }

  /** Fresh state without groups; the reservation stays with the caller. */
  public Accumulator open(RunContext context, Reservation reservation) {
    var allocator = context.allocator();
    return switch (aggregate.function()) {
      case "count" -> new Count(output, allocator, reservation);
      case "count_distinct" -> new CountDistinct(this, context, reservation);
      case "sum", "mean" ->
          switch (argument.getType()) {
            case ArrowType.Int t -> new IntegerSum(this, allocator, reservation);
            case ArrowType.Decimal t -> new DecimalSum(this, allocator, reservation);
            default -> new FloatSum(this, allocator, reservation);
          };
      case "min", "max" ->
          KeyEncoding.isWord(argument.getType())
              ? new ExtremeWord(this, allocator, reservation)
              : new ExtremeValue(this, allocator, reservation);
      case "first" -> new FirstValue(this, allocator, reservation);
      default -> new LastValue(this, allocator, reservation);
    };
  }
}
