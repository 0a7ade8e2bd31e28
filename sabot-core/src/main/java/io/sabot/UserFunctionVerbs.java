package io.sabot;

import io.sabot.expression.UserFunction;
import io.sabot.function.ToDouble;
import io.sabot.function.ToInt;
import io.sabot.function.ToLong;
import io.sabot.function.ToObject;
import org.jspecify.annotations.Nullable;

/**
 * One {@code udf} per shape of a function, so that a lambda with typed parameters finds its own:
 * {@code udf((double price, long count) -> price * count)}. What is missing here goes through
 * {@link #udf(Class, Object)}.
 */
abstract sealed class UserFunctionVerbs permits Expressions {
  /**
   * A function of any shape: that of an interface with one method over primitives, boxed values,
   * {@code String}, {@code BigDecimal}, {@code LocalDate}, {@code LocalDateTime} and {@code
   * Instant}. Also the way to name the shape where a method reference fits several: {@code
   * udf(ToDouble.OfDoubleDouble.class, Tariff::surcharge)}. What an interface that extends {@code
   * Serializable} holds can be read back, and so run as fast as the built-in functions.
   *
   * @throws PlanException where the interface has another shape
   */
  public static <F> UserFunction udf(Class<F> shape, F function) {
    return UserFunction.of(shape, function);
  }

  /** A function of (double) that gives double. */
  public static UserFunction udf(ToDouble.OfDouble function) {
    return UserFunction.of(ToDouble.OfDouble.class, function);
  }

  /** A function of (long) that gives double. */
  public static UserFunction udf(ToDouble.OfLong function) {
    return UserFunction.of(ToDouble.OfLong.class, function);
  }

  /** A function of (int) that gives double. */
  public static UserFunction udf(ToDouble.OfInt function) {
    return UserFunction.of(ToDouble.OfInt.class, function);
  }

  /** A function of (String) that gives double. */
  public static UserFunction udf(ToDouble.OfString function) {
    return UserFunction.of(ToDouble.OfString.class, function);
  }

  /** A function of (BigDecimal) that gives double. */
  public static UserFunction udf(ToDouble.OfDecimal function) {
    return UserFunction.of(ToDouble.OfDecimal.class, function);
  }

  /** A function of (double, double) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleDouble function) {
    return UserFunction.of(ToDouble.OfDoubleDouble.class, function);
  }

  /** A function of (double, long) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleLong function) {
    return UserFunction.of(ToDouble.OfDoubleLong.class, function);
  }

  /** A function of (double, int) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleInt function) {
    return UserFunction.of(ToDouble.OfDoubleInt.class, function);
  }

  /** A function of (double, String) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleString function) {
    return UserFunction.of(ToDouble.OfDoubleString.class, function);
  }

  /** A function of (long, double) that gives double. */
  public static UserFunction udf(ToDouble.OfLongDouble function) {
    return UserFunction.of(ToDouble.OfLongDouble.class, function);
  }

  /** A function of (long, long) that gives double. */
  public static UserFunction udf(ToDouble.OfLongLong function) {
    return UserFunction.of(ToDouble.OfLongLong.class, function);
  }

  /** A function of (long, int) that gives double. */
  public static UserFunction udf(ToDouble.OfLongInt function) {
    return UserFunction.of(ToDouble.OfLongInt.class, function);
  }

  /** A function of (long, String) that gives double. */
  public static UserFunction udf(ToDouble.OfLongString function) {
    return UserFunction.of(ToDouble.OfLongString.class, function);
  }

  /** A function of (int, double) that gives double. */
  public static UserFunction udf(ToDouble.OfIntDouble function) {
    return UserFunction.of(ToDouble.OfIntDouble.class, function);
  }

  /** A function of (int, long) that gives double. */
  public static UserFunction udf(ToDouble.OfIntLong function) {
    return UserFunction.of(ToDouble.OfIntLong.class, function);
  }

  /** A function of (int, int) that gives double. */
  public static UserFunction udf(ToDouble.OfIntInt function) {
    return UserFunction.of(ToDouble.OfIntInt.class, function);
  }

  /** A function of (int, String) that gives double. */
  public static UserFunction udf(ToDouble.OfIntString function) {
    return UserFunction.of(ToDouble.OfIntString.class, function);
  }

  /** A function of (String, double) that gives double. */
  public static UserFunction udf(ToDouble.OfStringDouble function) {
    return UserFunction.of(ToDouble.OfStringDouble.class, function);
  }

  /** A function of (String, long) that gives double. */
  public static UserFunction udf(ToDouble.OfStringLong function) {
    return UserFunction.of(ToDouble.OfStringLong.class, function);
  }

  /** A function of (String, int) that gives double. */
  public static UserFunction udf(ToDouble.OfStringInt function) {
    return UserFunction.of(ToDouble.OfStringInt.class, function);
  }

  /** A function of (String, String) that gives double. */
  public static UserFunction udf(ToDouble.OfStringString function) {
    return UserFunction.of(ToDouble.OfStringString.class, function);
  }

  /** A function of (BigDecimal, BigDecimal) that gives double. */
  public static UserFunction udf(ToDouble.OfDecimalDecimal function) {
    return UserFunction.of(ToDouble.OfDecimalDecimal.class, function);
  }

  /** A function of (double, double, double) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleDoubleDouble function) {
    return UserFunction.of(ToDouble.OfDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long) that gives double. */
  public static UserFunction udf(ToDouble.OfLongLongLong function) {
    return UserFunction.of(ToDouble.OfLongLongLong.class, function);
  }

  /** A function of (int, int, int) that gives double. */
  public static UserFunction udf(ToDouble.OfIntIntInt function) {
    return UserFunction.of(ToDouble.OfIntIntInt.class, function);
  }

  /** A function of (String, String, String) that gives double. */
  public static UserFunction udf(ToDouble.OfStringStringString function) {
    return UserFunction.of(ToDouble.OfStringStringString.class, function);
  }

  /** A function of (double, double, double, double) that gives double. */
  public static UserFunction udf(ToDouble.OfDoubleDoubleDoubleDouble function) {
    return UserFunction.of(ToDouble.OfDoubleDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long, long) that gives double. */
  public static UserFunction udf(ToDouble.OfLongLongLongLong function) {
    return UserFunction.of(ToDouble.OfLongLongLongLong.class, function);
  }

  /** A function of (double) that gives long. */
  public static UserFunction udf(ToLong.OfDouble function) {
    return UserFunction.of(ToLong.OfDouble.class, function);
  }

  /** A function of (long) that gives long. */
  public static UserFunction udf(ToLong.OfLong function) {
    return UserFunction.of(ToLong.OfLong.class, function);
  }

  /** A function of (int) that gives long. */
  public static UserFunction udf(ToLong.OfInt function) {
    return UserFunction.of(ToLong.OfInt.class, function);
  }

  /** A function of (String) that gives long. */
  public static UserFunction udf(ToLong.OfString function) {
    return UserFunction.of(ToLong.OfString.class, function);
  }

  /** A function of (BigDecimal) that gives long. */
  public static UserFunction udf(ToLong.OfDecimal function) {
    return UserFunction.of(ToLong.OfDecimal.class, function);
  }

  /** A function of (double, double) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleDouble function) {
    return UserFunction.of(ToLong.OfDoubleDouble.class, function);
  }

  /** A function of (double, long) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleLong function) {
    return UserFunction.of(ToLong.OfDoubleLong.class, function);
  }

  /** A function of (double, int) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleInt function) {
    return UserFunction.of(ToLong.OfDoubleInt.class, function);
  }

  /** A function of (double, String) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleString function) {
    return UserFunction.of(ToLong.OfDoubleString.class, function);
  }

  /** A function of (long, double) that gives long. */
  public static UserFunction udf(ToLong.OfLongDouble function) {
    return UserFunction.of(ToLong.OfLongDouble.class, function);
  }

  /** A function of (long, long) that gives long. */
  public static UserFunction udf(ToLong.OfLongLong function) {
    return UserFunction.of(ToLong.OfLongLong.class, function);
  }

  /** A function of (long, int) that gives long. */
  public static UserFunction udf(ToLong.OfLongInt function) {
    return UserFunction.of(ToLong.OfLongInt.class, function);
  }

  /** A function of (long, String) that gives long. */
  public static UserFunction udf(ToLong.OfLongString function) {
    return UserFunction.of(ToLong.OfLongString.class, function);
  }

  /** A function of (int, double) that gives long. */
  public static UserFunction udf(ToLong.OfIntDouble function) {
    return UserFunction.of(ToLong.OfIntDouble.class, function);
  }

  /** A function of (int, long) that gives long. */
  public static UserFunction udf(ToLong.OfIntLong function) {
    return UserFunction.of(ToLong.OfIntLong.class, function);
  }

  /** A function of (int, int) that gives long. */
  public static UserFunction udf(ToLong.OfIntInt function) {
    return UserFunction.of(ToLong.OfIntInt.class, function);
  }

  /** A function of (int, String) that gives long. */
  public static UserFunction udf(ToLong.OfIntString function) {
    return UserFunction.of(ToLong.OfIntString.class, function);
  }

  /** A function of (String, double) that gives long. */
  public static UserFunction udf(ToLong.OfStringDouble function) {
    return UserFunction.of(ToLong.OfStringDouble.class, function);
  }

  /** A function of (String, long) that gives long. */
  public static UserFunction udf(ToLong.OfStringLong function) {
    return UserFunction.of(ToLong.OfStringLong.class, function);
  }

  /** A function of (String, int) that gives long. */
  public static UserFunction udf(ToLong.OfStringInt function) {
    return UserFunction.of(ToLong.OfStringInt.class, function);
  }

  /** A function of (String, String) that gives long. */
  public static UserFunction udf(ToLong.OfStringString function) {
    return UserFunction.of(ToLong.OfStringString.class, function);
  }

  /** A function of (BigDecimal, BigDecimal) that gives long. */
  public static UserFunction udf(ToLong.OfDecimalDecimal function) {
    return UserFunction.of(ToLong.OfDecimalDecimal.class, function);
  }

  /** A function of (double, double, double) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleDoubleDouble function) {
    return UserFunction.of(ToLong.OfDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long) that gives long. */
  public static UserFunction udf(ToLong.OfLongLongLong function) {
    return UserFunction.of(ToLong.OfLongLongLong.class, function);
  }

  /** A function of (int, int, int) that gives long. */
  public static UserFunction udf(ToLong.OfIntIntInt function) {
    return UserFunction.of(ToLong.OfIntIntInt.class, function);
  }

  /** A function of (String, String, String) that gives long. */
  public static UserFunction udf(ToLong.OfStringStringString function) {
    return UserFunction.of(ToLong.OfStringStringString.class, function);
  }

  /** A function of (double, double, double, double) that gives long. */
  public static UserFunction udf(ToLong.OfDoubleDoubleDoubleDouble function) {
    return UserFunction.of(ToLong.OfDoubleDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long, long) that gives long. */
  public static UserFunction udf(ToLong.OfLongLongLongLong function) {
    return UserFunction.of(ToLong.OfLongLongLongLong.class, function);
  }

  /** A function of (double) that gives int. */
  public static UserFunction udf(ToInt.OfDouble function) {
    return UserFunction.of(ToInt.OfDouble.class, function);
  }

  /** A function of (long) that gives int. */
  public static UserFunction udf(ToInt.OfLong function) {
    return UserFunction.of(ToInt.OfLong.class, function);
  }

  /** A function of (int) that gives int. */
  public static UserFunction udf(ToInt.OfInt function) {
    return UserFunction.of(ToInt.OfInt.class, function);
  }

  /** A function of (String) that gives int. */
  public static UserFunction udf(ToInt.OfString function) {
    return UserFunction.of(ToInt.OfString.class, function);
  }

  /** A function of (BigDecimal) that gives int. */
  public static UserFunction udf(ToInt.OfDecimal function) {
    return UserFunction.of(ToInt.OfDecimal.class, function);
  }

  /** A function of (double, double) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleDouble function) {
    return UserFunction.of(ToInt.OfDoubleDouble.class, function);
  }

  /** A function of (double, long) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleLong function) {
    return UserFunction.of(ToInt.OfDoubleLong.class, function);
  }

  /** A function of (double, int) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleInt function) {
    return UserFunction.of(ToInt.OfDoubleInt.class, function);
  }

  /** A function of (double, String) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleString function) {
    return UserFunction.of(ToInt.OfDoubleString.class, function);
  }

  /** A function of (long, double) that gives int. */
  public static UserFunction udf(ToInt.OfLongDouble function) {
    return UserFunction.of(ToInt.OfLongDouble.class, function);
  }

  /** A function of (long, long) that gives int. */
  public static UserFunction udf(ToInt.OfLongLong function) {
    return UserFunction.of(ToInt.OfLongLong.class, function);
  }

  /** A function of (long, int) that gives int. */
  public static UserFunction udf(ToInt.OfLongInt function) {
    return UserFunction.of(ToInt.OfLongInt.class, function);
  }

  /** A function of (long, String) that gives int. */
  public static UserFunction udf(ToInt.OfLongString function) {
    return UserFunction.of(ToInt.OfLongString.class, function);
  }

  /** A function of (int, double) that gives int. */
  public static UserFunction udf(ToInt.OfIntDouble function) {
    return UserFunction.of(ToInt.OfIntDouble.class, function);
  }

  /** A function of (int, long) that gives int. */
  public static UserFunction udf(ToInt.OfIntLong function) {
    return UserFunction.of(ToInt.OfIntLong.class, function);
  }

  /** A function of (int, int) that gives int. */
  public static UserFunction udf(ToInt.OfIntInt function) {
    return UserFunction.of(ToInt.OfIntInt.class, function);
  }

  /** A function of (int, String) that gives int. */
  public static UserFunction udf(ToInt.OfIntString function) {
    return UserFunction.of(ToInt.OfIntString.class, function);
  }

  /** A function of (String, double) that gives int. */
  public static UserFunction udf(ToInt.OfStringDouble function) {
    return UserFunction.of(ToInt.OfStringDouble.class, function);
  }

  /** A function of (String, long) that gives int. */
  public static UserFunction udf(ToInt.OfStringLong function) {
    return UserFunction.of(ToInt.OfStringLong.class, function);
  }

  /** A function of (String, int) that gives int. */
  public static UserFunction udf(ToInt.OfStringInt function) {
    return UserFunction.of(ToInt.OfStringInt.class, function);
  }

  /** A function of (String, String) that gives int. */
  public static UserFunction udf(ToInt.OfStringString function) {
    return UserFunction.of(ToInt.OfStringString.class, function);
  }

  /** A function of (BigDecimal, BigDecimal) that gives int. */
  public static UserFunction udf(ToInt.OfDecimalDecimal function) {
    return UserFunction.of(ToInt.OfDecimalDecimal.class, function);
  }

  /** A function of (double, double, double) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleDoubleDouble function) {
    return UserFunction.of(ToInt.OfDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long) that gives int. */
  public static UserFunction udf(ToInt.OfLongLongLong function) {
    return UserFunction.of(ToInt.OfLongLongLong.class, function);
  }

  /** A function of (int, int, int) that gives int. */
  public static UserFunction udf(ToInt.OfIntIntInt function) {
    return UserFunction.of(ToInt.OfIntIntInt.class, function);
  }

  /** A function of (String, String, String) that gives int. */
  public static UserFunction udf(ToInt.OfStringStringString function) {
    return UserFunction.of(ToInt.OfStringStringString.class, function);
  }

  /** A function of (double, double, double, double) that gives int. */
  public static UserFunction udf(ToInt.OfDoubleDoubleDoubleDouble function) {
    return UserFunction.of(ToInt.OfDoubleDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long, long) that gives int. */
  public static UserFunction udf(ToInt.OfLongLongLongLong function) {
    return UserFunction.of(ToInt.OfLongLongLongLong.class, function);
  }

  /** A function of (double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDouble<R> function) {
    return UserFunction.of(ToObject.OfDouble.class, function);
  }

  /** A function of (long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLong<R> function) {
    return UserFunction.of(ToObject.OfLong.class, function);
  }

  /** A function of (int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfInt<R> function) {
    return UserFunction.of(ToObject.OfInt.class, function);
  }

  /** A function of (String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfString<R> function) {
    return UserFunction.of(ToObject.OfString.class, function);
  }

  /** A function of (BigDecimal) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDecimal<R> function) {
    return UserFunction.of(ToObject.OfDecimal.class, function);
  }

  /** A function of (double, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDoubleDouble<R> function) {
    return UserFunction.of(ToObject.OfDoubleDouble.class, function);
  }

  /** A function of (double, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDoubleLong<R> function) {
    return UserFunction.of(ToObject.OfDoubleLong.class, function);
  }

  /** A function of (double, int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDoubleInt<R> function) {
    return UserFunction.of(ToObject.OfDoubleInt.class, function);
  }

  /** A function of (double, String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfDoubleString<R> function) {
    return UserFunction.of(ToObject.OfDoubleString.class, function);
  }

  /** A function of (long, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLongDouble<R> function) {
    return UserFunction.of(ToObject.OfLongDouble.class, function);
  }

  /** A function of (long, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLongLong<R> function) {
    return UserFunction.of(ToObject.OfLongLong.class, function);
  }

  /** A function of (long, int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLongInt<R> function) {
    return UserFunction.of(ToObject.OfLongInt.class, function);
  }

  /** A function of (long, String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLongString<R> function) {
    return UserFunction.of(ToObject.OfLongString.class, function);
  }

  /** A function of (int, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfIntDouble<R> function) {
    return UserFunction.of(ToObject.OfIntDouble.class, function);
  }

  /** A function of (int, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfIntLong<R> function) {
    return UserFunction.of(ToObject.OfIntLong.class, function);
  }

  /** A function of (int, int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfIntInt<R> function) {
    return UserFunction.of(ToObject.OfIntInt.class, function);
  }

  /** A function of (int, String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfIntString<R> function) {
    return UserFunction.of(ToObject.OfIntString.class, function);
  }

  /** A function of (String, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfStringDouble<R> function) {
    return UserFunction.of(ToObject.OfStringDouble.class, function);
  }

  /** A function of (String, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfStringLong<R> function) {
    return UserFunction.of(ToObject.OfStringLong.class, function);
  }

  /** A function of (String, int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfStringInt<R> function) {
    return UserFunction.of(ToObject.OfStringInt.class, function);
  }

  /** A function of (String, String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfStringString<R> function) {
    return UserFunction.of(ToObject.OfStringString.class, function);
  }

  /** A function of (BigDecimal, BigDecimal) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(
      ToObject.OfDecimalDecimal<R> function) {
    return UserFunction.of(ToObject.OfDecimalDecimal.class, function);
  }

  /** A function of (double, double, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(
      ToObject.OfDoubleDoubleDouble<R> function) {
    return UserFunction.of(ToObject.OfDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfLongLongLong<R> function) {
    return UserFunction.of(ToObject.OfLongLongLong.class, function);
  }

  /** A function of (int, int, int) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(ToObject.OfIntIntInt<R> function) {
    return UserFunction.of(ToObject.OfIntIntInt.class, function);
  }

  /** A function of (String, String, String) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(
      ToObject.OfStringStringString<R> function) {
    return UserFunction.of(ToObject.OfStringStringString.class, function);
  }

  /** A function of (double, double, double, double) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(
      ToObject.OfDoubleDoubleDoubleDouble<R> function) {
    return UserFunction.of(ToObject.OfDoubleDoubleDoubleDouble.class, function);
  }

  /** A function of (long, long, long, long) that gives an object. */
  public static <R extends @Nullable Object> UserFunction udf(
      ToObject.OfLongLongLongLong<R> function) {
    return UserFunction.of(ToObject.OfLongLongLongLong.class, function);
  }
}
