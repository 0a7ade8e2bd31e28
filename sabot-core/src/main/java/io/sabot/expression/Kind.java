package io.sabot.expression;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** A class of types that a parameter of a function takes. The null literal belongs to each. */
public enum Kind {
  /** Every type. */
  ANY("values of every type", type -> true, null),
  /** What expressions compute with; wide decimals have no order. */
  PLAIN("values with an order", Types::isPlain, null),
  STRUCT("structs", ArrowType.Struct.class::isInstance, null),
  /** Lists of every layout; maps are none. */
  LIST("lists", Types::isList, null),
  LIST_OR_MAP("lists or maps", type -> Types.isList(type) || type instanceof ArrowType.Map, null),
  MAP("maps", ArrowType.Map.class::isInstance, null),
  BOOLEAN("booleans", ArrowType.Bool.class::isInstance, Types.BOOL),
  /** Signed and unsigned, all widths. */
  INTEGER("integers", ArrowType.Int.class::isInstance, Types.INT64),
  /** Integers, floating point, decimals of 128 bits. */
  NUMBER(
      "numbers", type -> Types.isNumber(type) && !FunctionCall.isWideDecimal(type), Types.FLOAT64),
  /** As {@link #NUMBER}, without integers that have no sign. */
  SIGNED(
      "numbers with a sign",
      type -> NUMBER.accepts(type) && !Types.isUnsigned(type),
      Types.FLOAT64),
  /** What Java has the type {@code int} for. */
  JAVA_INT("32 bit integers", Types.INT32::equals, Types.INT32),
  /** {@code int} and {@code long}. */
  JAVA_INTEGER(
      "signed integers of 32 and 64 bits",
      type -> type.equals(Types.INT32) || type.equals(Types.INT64),
      Types.INT32),
  /** {@code double}. */
  JAVA_DOUBLE("64 bit floating point", Types.FLOAT64::equals, Types.FLOAT64),
  /** {@code float} and {@code double}. */
  JAVA_FLOATING(
      "floating point of 32 and 64 bits",
      type -> type.equals(Types.FLOAT32) || type.equals(Types.FLOAT64),
      Types.FLOAT64),
  /** {@code int}, {@code long}, {@code float} and {@code double}. */
  JAVA_NUMBER(
      "signed integers and floating point of 32 and 64 bits",
      type -> JAVA_INTEGER.accepts(type) || JAVA_FLOATING.accepts(type),
      Types.INT32),
  /** What is scaled and divided. */
  QUANTITY(
      "numbers and durations",
      type -> Types.isNumber(type) || type instanceof ArrowType.Duration,
      Types.FLOAT64),
  /** What is divided into whole parts. */
  WHOLE(
      "integers and durations",
      type -> type instanceof ArrowType.Int || type instanceof ArrowType.Duration,
      Types.INT64),
  /** What has an opposite. */
  NEGATABLE(
      "numbers with a sign and durations",
      type -> SIGNED.accepts(type) || type instanceof ArrowType.Duration,
      Types.FLOAT64),
  /** What is added. */
  SUMMAND(
      "numbers, times and durations",
      type -> Types.isNumber(type) || Types.isTemporal(type),
      Types.FLOAT64),
  TEXT("text", Types::isText, ArrowType.Utf8.INSTANCE),
  /** Text or binary. */
  BYTES(
      "text or binary values",
      type -> Types.isText(type) || Types.isBinary(type),
      ArrowType.Utf8.INSTANCE),
  /** What has a calendar day. */
  DAY("dates and timestamps", TemporalTypes::hasDay, TemporalTypes.LOCAL),
  /** What has a time of day. */
  CLOCK("times of day and timestamps", TemporalTypes::hasClock, TemporalTypes.LOCAL),
  /** What counts from the epoch. */
  TIMESTAMP("timestamps", ArrowType.Timestamp.class::isInstance, TemporalTypes.LOCAL),
  /** All that has a day or a time of day. */
  TIME(
      "dates, times of day and timestamps",
      type -> TemporalTypes.hasDay(type) || TemporalTypes.hasClock(type),
      TemporalTypes.LOCAL),
  /** What is read on a clock without knowing which. */
  LOCAL_TIME("dates and timestamps without a zone", TemporalTypes::isLocal, TemporalTypes.LOCAL),
  INSTANT("timestamps with a zone", TemporalTypes::isInstant, TemporalTypes.INSTANT);

  private final String text;
  private final Predicate<ArrowType> accepts;
  private final @Nullable ArrowType standIn;

  Kind(String text, Predicate<ArrowType> accepts, @Nullable ArrowType standIn) {
    this.text = text;
    this.accepts = accepts;
    this.standIn = standIn;
  }

  /** Whether values of a type belong to it. */
  public boolean accepts(ArrowType type) {
    return accepts.test(type);
  }

  /** The types that work, for messages. */
  String works() {
    return Representatives.TYPES.stream()
        .filter(accepts)
        .map(Types::name)
        .collect(Collectors.joining(", ", "it works on ", ""));
  }

  /** What it takes, in words. */
  public String text() {
    return text;
  }

  /** The type that the null literal takes here; null where it keeps its own. */
  @Nullable ArrowType standIn() {
    return standIn;
  }
}
