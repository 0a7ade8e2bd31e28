package io.sabot.expression;

import static io.sabot.expression.Parameter.literal;
import static io.sabot.expression.Parameter.optional;
import static io.sabot.expression.Parameter.optionalLiteral;
import static io.sabot.expression.Parameter.repeated;
import static io.sabot.expression.Parameter.required;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the registry. The text name of each is its name in lower case. A family shares
 * its typing rules and its room in each back end; parameters say what a call must look like.
 */
public enum Function {
  // comparison
  EQ(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  NE(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  GT(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  GE(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  LT(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  LE(Family.COMPARISON, required("left", Kind.PLAIN), required("right", Kind.PLAIN)),
  IN(
      Family.COMPARISON,
      required("value", Kind.PLAIN),
      required("candidate", Kind.PLAIN),
      repeated("candidates", Kind.PLAIN)),
  BETWEEN(
      Family.COMPARISON,
      required("value", Kind.PLAIN),
      required("low", Kind.PLAIN),
      required("high", Kind.PLAIN)),

  // arithmetic
  PLUS(Family.ARITHMETIC, required("left", Kind.SUMMAND), required("right", Kind.SUMMAND)),
  MINUS(Family.ARITHMETIC, required("left", Kind.SUMMAND), required("right", Kind.SUMMAND)),
  TIMES(Family.ARITHMETIC, required("left", Kind.QUANTITY), required("right", Kind.QUANTITY)),
  DIV(Family.ARITHMETIC, required("left", Kind.QUANTITY), required("right", Kind.QUANTITY)),
  INT_DIV(Family.ARITHMETIC, required("left", Kind.WHOLE), required("right", Kind.WHOLE)),
  REM(Family.ARITHMETIC, required("left", Kind.QUANTITY), required("right", Kind.QUANTITY)),
  NEGATE(Family.ARITHMETIC, required("value", Kind.NEGATABLE)),

  // arithmetic that gives null where it would fail
  TRY_PLUS(Family.ATTEMPT, required("left", Kind.NUMBER), required("right", Kind.NUMBER)),
  TRY_MINUS(Family.ATTEMPT, required("left", Kind.NUMBER), required("right", Kind.NUMBER)),
  TRY_TIMES(Family.ATTEMPT, required("left", Kind.NUMBER), required("right", Kind.NUMBER)),
  TRY_INT_DIV(Family.ATTEMPT, required("left", Kind.INTEGER), required("right", Kind.INTEGER)),
  TRY_REM(Family.ATTEMPT, required("left", Kind.NUMBER), required("right", Kind.NUMBER)),
  TRY_NEGATE(Family.ATTEMPT, required("value", Kind.SIGNED)),

  // bits
  BIT_AND(Family.BITS, required("left", Kind.INTEGER), required("right", Kind.INTEGER)),
  BIT_OR(Family.BITS, required("left", Kind.INTEGER), required("right", Kind.INTEGER)),
  BIT_XOR(Family.BITS, required("left", Kind.INTEGER), required("right", Kind.INTEGER)),
  BIT_NOT(Family.BITS, required("value", Kind.INTEGER)),
  SHIFT_LEFT(Family.BITS, required("value", Kind.INTEGER), required("distance", Kind.INTEGER)),
  SHIFT_RIGHT(Family.BITS, required("value", Kind.INTEGER), required("distance", Kind.INTEGER)),

  // math
  ABS(Family.MATH, required("value", Kind.NUMBER)),
  SIGN(Family.MATH, required("value", Kind.NUMBER)),
  CEIL(Family.MATH, required("value", Kind.NUMBER)),
  FLOOR(Family.MATH, required("value", Kind.NUMBER)),
  ROUND(Family.MATH, required("value", Kind.NUMBER), optionalLiteral("digits", Kind.INTEGER)),
  TRUNC(Family.MATH, required("value", Kind.NUMBER), optionalLiteral("digits", Kind.INTEGER)),
  SQRT(Family.MATH, required("value", Kind.NUMBER)),
  CBRT(Family.MATH, required("value", Kind.NUMBER)),
  EXP(Family.MATH, required("value", Kind.NUMBER)),
  LN(Family.MATH, required("value", Kind.NUMBER)),
  LOG10(Family.MATH, required("value", Kind.NUMBER)),
  LOG2(Family.MATH, required("value", Kind.NUMBER)),
  LOG(Family.MATH, required("base", Kind.NUMBER), required("value", Kind.NUMBER)),
  POW(Family.MATH, required("base", Kind.NUMBER), required("exponent", Kind.NUMBER)),
  SIN(Family.MATH, required("radians", Kind.NUMBER)),
  COS(Family.MATH, required("radians", Kind.NUMBER)),
  TAN(Family.MATH, required("radians", Kind.NUMBER)),
  ASIN(Family.MATH, required("value", Kind.NUMBER)),
  ACOS(Family.MATH, required("value", Kind.NUMBER)),
  ATAN(Family.MATH, required("value", Kind.NUMBER)),
  ATAN2(Family.MATH, required("y", Kind.NUMBER), required("x", Kind.NUMBER)),
  SINH(Family.MATH, required("value", Kind.NUMBER)),
  COSH(Family.MATH, required("value", Kind.NUMBER)),
  TANH(Family.MATH, required("value", Kind.NUMBER)),
  DEGREES(Family.MATH, required("radians", Kind.NUMBER)),
  RADIANS(Family.MATH, required("degrees", Kind.NUMBER)),
  IS_NAN(Family.MATH, required("value", Kind.NUMBER)),
  IS_FINITE(Family.MATH, required("value", Kind.NUMBER)),
  IS_INFINITE(Family.MATH, required("value", Kind.NUMBER)),
  /** Bound as literals. */
  PI(Family.MATH),
  E(Family.MATH),

  // logic
  AND(Family.LOGIC, required("left", Kind.BOOLEAN), required("right", Kind.BOOLEAN)),
  OR(Family.LOGIC, required("left", Kind.BOOLEAN), required("right", Kind.BOOLEAN)),
  NOT(Family.LOGIC, required("value", Kind.BOOLEAN)),

  // nulls
  IS_NULL(Family.NULLS, required("value", Kind.ANY)),
  IS_NOT_NULL(Family.NULLS, required("value", Kind.ANY)),
  COALESCE(Family.NULLS, required("first", Kind.PLAIN), repeated("others", Kind.PLAIN)),

  // conditional
  /** Arguments: condition, value, condition, value, …, and the value where no condition is true. */
  CASE(
      Family.CONDITIONAL,
      required("condition", Kind.BOOLEAN),
      required("value", Kind.PLAIN),
      repeated("more", Kind.PLAIN),
      required("otherwise", Kind.PLAIN)),

  // choice
  NULL_IF(Family.CHOICE, required("value", Kind.PLAIN), required("other", Kind.PLAIN)),
  GREATEST(Family.CHOICE, required("first", Kind.PLAIN), repeated("others", Kind.PLAIN)),
  LEAST(Family.CHOICE, required("first", Kind.PLAIN), repeated("others", Kind.PLAIN)),

  // hash
  HASH(Family.HASH, required("first", Kind.PLAIN), repeated("others", Kind.PLAIN)),
  MD5(Family.HASH, required("value", Kind.BYTES)),
  SHA256(Family.HASH, required("value", Kind.BYTES)),

  // nested
  /** Gives the values of one field of structs. */
  FIELD(Family.NESTED, required("struct", Kind.STRUCT), literal("name", Kind.TEXT)),
  ELEMENT(Family.NESTED, required("list", Kind.LIST), required("index", Kind.INTEGER)),
  SIZE(Family.NESTED, required("list", Kind.LIST_OR_MAP)),
  CONTAINS_ELEMENT(Family.NESTED, required("list", Kind.LIST), required("value", Kind.PLAIN)),
  ELEMENT_POSITION(Family.NESTED, required("list", Kind.LIST), required("value", Kind.PLAIN)),
  MAP_VALUE(Family.NESTED, required("map", Kind.MAP), required("key", Kind.PLAIN)),

  // text
  LENGTH(Family.TEXT, required("text", Kind.TEXT)),
  OCTET_LENGTH(Family.TEXT, required("value", Kind.BYTES)),
  UPPER(Family.TEXT, required("text", Kind.TEXT)),
  LOWER(Family.TEXT, required("text", Kind.TEXT)),
  INITCAP(Family.TEXT, required("text", Kind.TEXT)),
  REVERSE(Family.TEXT, required("text", Kind.TEXT)),
  TRIM(Family.TEXT, required("text", Kind.TEXT), optionalLiteral("characters", Kind.TEXT)),
  LTRIM(Family.TEXT, required("text", Kind.TEXT), optionalLiteral("characters", Kind.TEXT)),
  RTRIM(Family.TEXT, required("text", Kind.TEXT), optionalLiteral("characters", Kind.TEXT)),
  SUBSTRING(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("start", Kind.INTEGER),
      optional("length", Kind.INTEGER)),
  LEFT(Family.TEXT, required("text", Kind.TEXT), required("count", Kind.INTEGER)),
  RIGHT(Family.TEXT, required("text", Kind.TEXT), required("count", Kind.INTEGER)),
  CONCAT(Family.TEXT, required("first", Kind.TEXT), repeated("others", Kind.TEXT)),
  CONCAT_WS(
      Family.TEXT,
      required("separator", Kind.TEXT),
      required("first", Kind.TEXT),
      repeated("others", Kind.TEXT)),
  STARTS_WITH(Family.TEXT, required("text", Kind.TEXT), required("search", Kind.TEXT)),
  ENDS_WITH(Family.TEXT, required("text", Kind.TEXT), required("search", Kind.TEXT)),
  CONTAINS(Family.TEXT, required("text", Kind.TEXT), required("search", Kind.TEXT)),
  POSITION(Family.TEXT, required("text", Kind.TEXT), required("search", Kind.TEXT)),
  LIKE(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("pattern", Kind.TEXT),
      optionalLiteral("escape", Kind.TEXT)),
  ILIKE(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("pattern", Kind.TEXT),
      optionalLiteral("escape", Kind.TEXT)),
  REGEXP_MATCHES(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("pattern", Kind.TEXT),
      optionalLiteral("options", Kind.TEXT)),
  REGEXP_REPLACE(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("pattern", Kind.TEXT),
      required("replacement", Kind.TEXT),
      optionalLiteral("options", Kind.TEXT)),
  REGEXP_EXTRACT(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("pattern", Kind.TEXT),
      optionalLiteral("group", Kind.INTEGER),
      optionalLiteral("options", Kind.TEXT)),
  REPLACE(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("search", Kind.TEXT),
      required("replacement", Kind.TEXT)),
  /** Gives a list of the parts. */
  SPLIT(Family.TEXT, required("text", Kind.TEXT), required("separator", Kind.TEXT)),
  SPLIT_PART(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("separator", Kind.TEXT),
      required("index", Kind.INTEGER)),
  LPAD(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("length", Kind.INTEGER),
      optional("fill", Kind.TEXT)),
  RPAD(
      Family.TEXT,
      required("text", Kind.TEXT),
      required("length", Kind.INTEGER),
      optional("fill", Kind.TEXT)),
  REPEAT(Family.TEXT, required("text", Kind.TEXT), required("count", Kind.INTEGER)),

  // times
  YEAR(Family.TEMPORAL, required("time", Kind.DAY)),
  QUARTER(Family.TEMPORAL, required("time", Kind.DAY)),
  MONTH(Family.TEMPORAL, required("time", Kind.DAY)),
  DAY(Family.TEMPORAL, required("time", Kind.DAY)),
  DAY_OF_WEEK(Family.TEMPORAL, required("time", Kind.DAY)),
  DAY_OF_YEAR(Family.TEMPORAL, required("time", Kind.DAY)),
  ISO_WEEK(Family.TEMPORAL, required("time", Kind.DAY)),
  ISO_YEAR(Family.TEMPORAL, required("time", Kind.DAY)),
  HOUR(Family.TEMPORAL, required("time", Kind.CLOCK)),
  MINUTE(Family.TEMPORAL, required("time", Kind.CLOCK)),
  SECOND(Family.TEMPORAL, required("time", Kind.CLOCK)),
  MILLISECOND(Family.TEMPORAL, required("time", Kind.CLOCK)),
  MICROSECOND(Family.TEMPORAL, required("time", Kind.CLOCK)),
  NANOSECOND(Family.TEMPORAL, required("time", Kind.CLOCK)),
  EPOCH_SECOND(Family.TEMPORAL, required("time", Kind.TIMESTAMP)),
  DATE_TRUNC(Family.TEMPORAL, required("time", Kind.TIME), literal("unit", Kind.TEXT)),
  AT_ZONE(Family.TEMPORAL, required("local", Kind.LOCAL_TIME), literal("zone", Kind.TEXT)),
  TO_ZONE(Family.TEMPORAL, required("instant", Kind.INSTANT), literal("zone", Kind.TEXT)),
  TO_LOCAL(Family.TEMPORAL, required("instant", Kind.INSTANT)),
  DATE_ADD(
      Family.TEMPORAL,
      required("time", Kind.TIME),
      required("count", Kind.INTEGER),
      literal("unit", Kind.TEXT)),
  UNTIL(
      Family.TEMPORAL,
      required("start", Kind.TIME),
      required("end", Kind.TIME),
      literal("unit", Kind.TEXT)),
  LAST_DAY(Family.TEMPORAL, required("time", Kind.DAY)),
  TIME_OF_DAY(Family.TEMPORAL, required("time", Kind.TIMESTAMP)),
  MAKE_DATE(
      Family.TEMPORAL,
      required("year", Kind.INTEGER),
      required("month", Kind.INTEGER),
      required("day", Kind.INTEGER)),
  MAKE_TIMESTAMP(
      Family.TEMPORAL,
      required("year", Kind.INTEGER),
      required("month", Kind.INTEGER),
      required("day", Kind.INTEGER),
      required("hour", Kind.INTEGER),
      required("minute", Kind.INTEGER),
      required("second", Kind.INTEGER)),
  FROM_EPOCH(Family.TEMPORAL, required("count", Kind.INTEGER), literal("unit", Kind.TEXT)),
  FORMAT_TIME(Family.TEMPORAL, required("time", Kind.TIME), literal("pattern", Kind.TEXT)),
  PARSE_DATE(Family.TEMPORAL, required("text", Kind.TEXT), literal("pattern", Kind.TEXT)),
  PARSE_TIME(Family.TEMPORAL, required("text", Kind.TEXT), literal("pattern", Kind.TEXT)),
  PARSE_TIMESTAMP(
      Family.TEMPORAL,
      required("text", Kind.TEXT),
      literal("pattern", Kind.TEXT),
      optionalLiteral("zone", Kind.TEXT)),
  TRY_PARSE_DATE(Family.TEMPORAL, required("text", Kind.TEXT), literal("pattern", Kind.TEXT)),
  TRY_PARSE_TIME(Family.TEMPORAL, required("text", Kind.TEXT), literal("pattern", Kind.TEXT)),
  TRY_PARSE_TIMESTAMP(
      Family.TEMPORAL,
      required("text", Kind.TEXT),
      literal("pattern", Kind.TEXT),
      optionalLiteral("zone", Kind.TEXT)),

  // Java's own operators: integers wrap around, NaN is neither less, equal nor greater
  JAVA_ADD(Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_SUBTRACT(
      Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_MULTIPLY(
      Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_DIVIDE(
      Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_REMAINDER(
      Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_NEGATE(Family.JAVA, required("value", Kind.JAVA_INTEGER)),
  JAVA_AND(Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_OR(Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_XOR(Family.JAVA, required("left", Kind.JAVA_INTEGER), required("right", Kind.JAVA_INTEGER)),
  JAVA_SHIFT_LEFT(
      Family.JAVA, required("value", Kind.JAVA_INTEGER), required("distance", Kind.JAVA_INTEGER)),
  JAVA_SHIFT_RIGHT(
      Family.JAVA, required("value", Kind.JAVA_INTEGER), required("distance", Kind.JAVA_INTEGER)),
  JAVA_SHIFT_RIGHT_UNSIGNED(
      Family.JAVA, required("value", Kind.JAVA_INTEGER), required("distance", Kind.JAVA_INTEGER)),
  JAVA_EQUAL(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_NOT_EQUAL(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_LESS(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_LESS_OR_EQUAL(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_GREATER(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_GREATER_OR_EQUAL(
      Family.JAVA, required("left", Kind.JAVA_FLOATING), required("right", Kind.JAVA_FLOATING)),
  JAVA_ABS(Family.JAVA, required("value", Kind.JAVA_NUMBER)),
  JAVA_MIN(Family.JAVA, required("left", Kind.JAVA_NUMBER), required("right", Kind.JAVA_NUMBER)),
  JAVA_MAX(Family.JAVA, required("left", Kind.JAVA_NUMBER), required("right", Kind.JAVA_NUMBER)),
  JAVA_SQRT(Family.JAVA, required("value", Kind.JAVA_DOUBLE)),
  /** The low 8 bits of an Int32, as an Int32. */
  JAVA_TO_BYTE(Family.JAVA, required("value", Kind.JAVA_INT)),
  /** The low 16 bits of an Int32, as an Int32. */
  JAVA_TO_SHORT(Family.JAVA, required("value", Kind.JAVA_INT)),
  /** The low 16 bits of an Int32 without a sign, as an Int32. */
  JAVA_TO_CHAR(Family.JAVA, required("value", Kind.JAVA_INT)),
  JAVA_TO_INT(Family.JAVA, required("value", Kind.JAVA_NUMBER)),
  JAVA_TO_LONG(Family.JAVA, required("value", Kind.JAVA_NUMBER)),
  JAVA_TO_FLOAT(Family.JAVA, required("value", Kind.JAVA_NUMBER)),
  JAVA_TO_DOUBLE(Family.JAVA, required("value", Kind.JAVA_NUMBER)),

  // conversion
  /** Arguments: the value and a null of the target type. Bound to a lenient cast. */
  TRY_CAST(Family.CONVERSION, required("value", Kind.PLAIN), required("type", Kind.PLAIN));

  /** What functions belong together. */
  public enum Family {
    COMPARISON,
    ARITHMETIC,
    /** Arithmetic that gives null where it would fail. */
    ATTEMPT,
    BITS,
    MATH,
    LOGIC,
    NULLS,
    CONDITIONAL,
    /** One of the arguments, or null, after a comparison of them. */
    CHOICE,
    HASH,
    NESTED,
    CONVERSION,
    TEXT,
    TEMPORAL,
    /** What the operators of Java do, to the bit; user functions are translated into these. */
    JAVA
  }

  private static final Map<String, Function> BY_TEXT =
      Stream.of(values()).collect(Collectors.toMap(Function::text, UnaryOperator.identity()));

  private final Family family;
  private final List<Parameter> parameters;
  private final String text = name().toLowerCase(Locale.ROOT);

  Function(Family family, Parameter... parameters) {
    this.family = family;
    this.parameters = List.of(parameters);
  }

  /** The name in expressions and messages. */
  public String text() {
    return text;
  }

  /** The functions it belongs to. */
  public Family family() {
    return family;
  }

  /** The function whose failures it turns into null; of all others the function itself. */
  public Function strict() {
    return switch (this) {
      case TRY_PLUS -> PLUS;
      case TRY_MINUS -> MINUS;
      case TRY_TIMES -> TIMES;
      case TRY_INT_DIV -> INT_DIV;
      case TRY_REM -> REM;
      case TRY_NEGATE -> NEGATE;
      default -> this;
    };
  }

  /** What it takes, in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The function of a name, or null. */
  public static @Nullable Function of(String text) {
    return BY_TEXT.get(text);
  }

  /** The name and the parameters, e.g. {@code substring(text, start, [length])}. */
  public String signature() {
    return text
        + parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
