package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.greatest;
import static io.sabot.Expressions.ifElse;
import static io.sabot.Expressions.least;

import io.sabot.expression.Expression;
import io.sabot.operators.internal.expression.MathParityTest.Case;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of numbers in plain Java, written to be read and not to be fast. */
final class MathReference {
  static final List<NumberType> TYPES =
      List.of(
          new Whole("int8", 8, true),
          new Whole("int16", 16, true),
          new Whole("int32", 32, true),
          new Whole("int64", 64, true),
          new Whole("uint8", 8, false),
          new Whole("uint16", 16, false),
          new Whole("uint32", 32, false),
          new Whole("uint64", 64, false),
          new Floating("float16"),
          new Floating("float32"),
          new Floating("float64"),
          new Fixed(5, 2),
          new Fixed(18, 0),
          new Fixed(38, 10));

  private MathReference() {}

  /** The value of an expression where a row holds two values. */
  interface Answer {
    @Nullable Object of(@Nullable Object a, @Nullable Object b);
  }

  /** A type of numbers. */
  sealed interface NumberType {
    String name();

    Object value(SplittableRandom random, boolean edges);
  }

  /** Integers. */
  record Whole(String name, int bits, boolean signed) implements NumberType {
    private BigInteger low() {
      return signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    private BigInteger high() {
      return BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    @Override
    public Object value(SplittableRandom random, boolean edges) {
      BigInteger value =
          switch (random.nextInt(edges ? 5 : 2)) {
            case 0 -> BigInteger.valueOf(random.nextInt(100));
            case 1 -> BigInteger.valueOf(random.nextInt(signed ? -100 : 0, 100));
            case 2 -> high();
            case 3 -> low();
            default -> new BigInteger(bits, new java.util.Random(random.nextLong())).add(low());
          };
      return shown(value);
    }

    BigInteger checked(BigInteger value) {
      shown(value);
      return value;
    }

    /** The low bits as a value of the type. */
    BigInteger cut(BigInteger value) {
      BigInteger low = value.mod(BigInteger.ONE.shiftLeft(bits));
      return low.compareTo(high()) > 0 ? low.subtract(BigInteger.ONE.shiftLeft(bits)) : low;
    }

    /** As the kit shows integers. */
    Object shown(BigInteger value) {
      if (value.compareTo(low()) < 0 || value.compareTo(high()) > 0) {
        throw new ArithmeticException(value + " is no " + name);
      }
      return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }
  }

  /** Floating point. */
  record Floating(String name) implements NumberType {
    private static final double[] EDGES = {
      Double.NaN,
      0.0,
      -0.0,
      0.5,
      -1.5,
      1,
      -1,
      1e-320,
      1e300,
      -7e20,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      0.49999999999999994,
      4503599627370497.0
    };

    @Override
    public Object value(SplittableRandom random, boolean edges) {
      double value =
          random.nextBoolean() && edges
              ? EDGES[random.nextInt(EDGES.length)]
              : Math.rint(random.nextDouble(-1000, 1000) * 4) / 4;
      return switch (name) {
        case "float64" -> value;
        case "float32" -> shown((float) value);
        default -> shown(Float.float16ToFloat(Float.floatToFloat16((float) value)));
      };
    }

    /** What a function computes with: narrow values are shown by their shortest text. */
    double exact(Object value) {
      return name.equals("float64") ? (double) value : (float) (double) value;
    }

    /** Arithmetic in half precision is done in binary32. */
    Object result(double value) {
      return name.equals("float64") ? value : shown((float) value);
    }

    private static double shown(float value) {
      return Double.parseDouble(Float.toString(value));
    }
  }

  /** Decimals. */
  record Fixed(int precision, int scale) implements NumberType {
    @Override
    public String name() {
      return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    public Object value(SplittableRandom random, boolean edges) {
      int digits = edges ? random.nextInt(1, precision + 1) : Math.min(precision, 4);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < digits; i++) {
        text.append(random.nextInt(5) == 0 ? 9 : random.nextInt(10));
      }
      BigInteger unscaled = new BigInteger(text.toString());
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }
  }

  /** Everything over the columns a and b of a type. */
  static List<Case> cases(NumberType type, Expression a, Expression b) {
    List<Case> cases = new ArrayList<>();
    switch (type) {
      case Whole whole -> {
        wholes(cases, whole, a);
        bits(cases, whole, a, b);
        attempts(cases, whole, a, b);
      }
      case Floating floating -> floats(cases, floating, a);
      case Fixed fixed -> decimals(cases, a);
    }
    reals(cases, type, a, b);
    choices(cases, a, b);
    return cases;
  }

  private static Case one(Expression expression, UnaryOperator<Object> answer) {
    return new Case(expression, (a, b) -> a == null ? null : answer.apply(a));
  }

  private static void wholes(List<Case> cases, Whole type, Expression a) {
    cases.add(one(a.abs(), v -> type.shown(big(v).abs())));
    cases.add(one(a.sign(), v -> (long) big(v).signum()));
    cases.add(one(a.ceil(), v -> v));
    cases.add(one(a.floor(), v -> v));
    for (int digits : new int[] {2, 0, -1, -2, -5, -18, -19, -20}) {
      cases.add(one(a.round(digits), v -> type.shown(scaled(v, digits, RoundingMode.HALF_UP))));
      cases.add(one(a.trunc(digits), v -> type.shown(scaled(v, digits, RoundingMode.DOWN))));
    }
  }

  private static BigInteger big(Object value) {
    return new BigInteger(value.toString());
  }

  private static BigInteger scaled(Object value, int digits, RoundingMode mode) {
    return new BigDecimal(big(value)).setScale(Math.min(0, digits), mode).toBigInteger();
  }

  private static Case two(Expression expression, BinaryOperator<BigInteger> answer, Whole type) {
    return new Case(
        expression,
        (a, b) -> a == null || b == null ? null : type.shown(answer.apply(big(a), big(b))));
  }

  private static void bits(List<Case> cases, Whole type, Expression a, Expression b) {
    cases.add(two(a.bitAnd(b), BigInteger::and, type));
    cases.add(two(a.bitOr(b), BigInteger::or, type));
    cases.add(two(a.bitXor(b), BigInteger::xor, type));
    cases.add(one(a.bitNot(), v -> type.shown(type.cut(big(v).not()))));
    for (int distance : new int[] {0, 1, 7, 31, 63, 64, 100}) {
      cases.add(one(a.shiftLeft(distance), v -> type.shown(type.cut(big(v).shiftLeft(distance)))));
      cases.add(one(a.shiftRight(distance), v -> type.shown(big(v).shiftRight(distance))));
    }
    cases.add(
        new Case(
            a.shiftRight(b),
            (x, y) -> {
              if (y == null) {
                return null;
              }
              // What does not fit the type of distances is an error, too, and by itself.
              long distance = big(y).longValueExact();
              if (x == null) {
                return null;
              }
              if (distance < 0) {
                throw new ArithmeticException();
              }
              return type.shown(big(x).shiftRight((int) Math.min(distance, 64)));
            }));
  }

  private static void attempts(List<Case> cases, Whole type, Expression a, Expression b) {
    attempt(cases, type, a.tryPlus(b), BigInteger::add);
    attempt(cases, type, a.tryMinus(b), BigInteger::subtract);
    attempt(cases, type, a.tryTimes(b), BigInteger::multiply);
    attempt(cases, type, a.tryIntDiv(b), BigInteger::divide);
    attempt(cases, type, a.tryRem(b), BigInteger::remainder);
    attempt(
        cases,
        type,
        a.tryMinus(b.ifNull(1)).tryPlus(b),
        (x, y) -> type.checked(x.subtract(y)).add(y));
    if (type.signed()) {
      attempt(cases, type, a.tryNegate().tryPlus(b), (x, y) -> type.checked(x.negate()).add(y));
    }
  }

  private static void attempt(
      List<Case> cases, Whole type, Expression expression, BinaryOperator<BigInteger> answer) {
    Case strict = two(expression, answer, type);
    cases.add(
        new Case(
            expression,
            (a, b) -> {
              try {
                return strict.answer().of(a, b);
              } catch (ArithmeticException failure) {
                return null;
              }
            }));
  }

  /** NaN is equal to itself and the largest, zeros are equal. */
  private static int compare(Object a, Object b) {
    return a instanceof Double x && b instanceof Double y
        ? Double.compare(x + 0.0, y + 0.0)
        : new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }

  private static void choices(List<Case> cases, Expression a, Expression b) {
    cases.add(new Case(greatest(a, b), (x, y) -> best(x, y, 1)));
    cases.add(new Case(least(a, b), (x, y) -> best(x, y, -1)));
    cases.add(new Case(greatest(b, a, b), (x, y) -> best(y, x, 1)));
    cases.add(
        new Case(a.nullIf(b), (x, y) -> x == null || y != null && compare(x, y) == 0 ? null : x));
    cases.add(new Case(a.ifNull(b), (x, y) -> x == null ? y : x));
    cases.add(
        new Case(
            ifElse(a.lt(b), a, b), (x, y) -> x != null && y != null && compare(x, y) < 0 ? x : y));
  }

  private static @Nullable Object best(@Nullable Object a, @Nullable Object b, int sign) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Integer.signum(compare(b, a)) == sign ? b : a;
  }

  private static void floats(List<Case> cases, Floating type, Expression a) {
    floating(cases, type, a.abs(), Math::abs);
    floating(cases, type, a.sign(), Math::signum);
    floating(cases, type, a.ceil(), Math::ceil);
    floating(cases, type, a.floor(), Math::floor);
    floating(cases, type, a.round(), MathReference::round);
    floating(cases, type, a.trunc(), MathReference::trunc);
    floating(cases, type, a.round(1), v -> finite(round(v * 10) / 10, v));
    floating(cases, type, a.round(-1), v -> finite(round(v / 10) * 10, v));
    floating(cases, type, a.trunc(2), v -> finite(trunc(v * 100) / 100, v));
  }

  private static double finite(double value, double otherwise) {
    return Double.isFinite(value) ? value : otherwise;
  }

  private static double round(double value) {
    return Double.isFinite(value) && Math.abs(value) < 1e15
        ? Math.copySign(
            new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).doubleValue(), value)
        : value;
  }

  private static double trunc(double value) {
    return value < 0 || 1 / value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  private static void floating(
      List<Case> cases, Floating type, Expression expression, DoubleUnaryOperator answer) {
    cases.add(one(expression, v -> type.result(answer.applyAsDouble(type.exact(v)))));
  }

  private static void decimals(List<Case> cases, Expression a) {
    cases.add(one(a.abs(), v -> ((BigDecimal) v).abs()));
    cases.add(one(a.sign(), v -> BigDecimal.valueOf(((BigDecimal) v).signum())));
    cases.add(one(a.ceil(), v -> ((BigDecimal) v).setScale(0, RoundingMode.CEILING)));
    cases.add(one(a.floor(), v -> ((BigDecimal) v).setScale(0, RoundingMode.FLOOR)));
    for (int digits : new int[] {0, 1, 12, -1, -3, -20, -50}) {
      cases.add(one(a.round(digits), v -> scaled((BigDecimal) v, digits, RoundingMode.HALF_UP)));
      cases.add(one(a.trunc(digits), v -> scaled((BigDecimal) v, digits, RoundingMode.DOWN)));
    }
  }

  private static BigDecimal scaled(BigDecimal value, int digits, RoundingMode mode) {
    return digits >= value.scale()
        ? value
        : value.setScale(digits, mode).setScale(Math.max(0, digits));
  }

  private static double real(NumberType type, Object value) {
    return type instanceof Floating floating
        ? floating.exact(value)
        : new BigDecimal(value.toString()).doubleValue();
  }

  private static void real(
      List<Case> cases, NumberType type, Expression expression, DoubleUnaryOperator answer) {
    cases.add(one(expression, v -> answer.applyAsDouble(real(type, v))));
  }

  private static void real(
      List<Case> cases, NumberType type, Expression expression, DoubleBinaryOperator answer) {
    cases.add(
        new Case(
            expression,
            (a, b) ->
                a == null || b == null
                    ? null
                    : answer.applyAsDouble(real(type, a), real(type, b))));
  }

  private static void reals(List<Case> cases, NumberType type, Expression a, Expression b) {
    real(cases, type, a.sqrt(), Math::sqrt);
    real(cases, type, a.cbrt(), Math::cbrt);
    real(cases, type, a.exp(), Math::exp);
    real(cases, type, a.ln(), Math::log);
    real(cases, type, a.log10(), Math::log10);
    real(cases, type, a.sin(), Math::sin);
    real(cases, type, a.cos(), Math::cos);
    real(cases, type, a.tan(), Math::tan);
    real(cases, type, a.asin(), Math::asin);
    real(cases, type, a.acos(), Math::acos);
    real(cases, type, a.atan(), Math::atan);
    real(cases, type, a.sinh(), Math::sinh);
    real(cases, type, a.cosh(), Math::cosh);
    real(cases, type, a.tanh(), Math::tanh);
    real(cases, type, a.degrees(), Math::toDegrees);
    real(cases, type, a.radians(), Math::toRadians);
    real(cases, type, a.pow(b), Math::pow);
    real(cases, type, a.pow(2), v -> Math.pow(v, 2));
    real(cases, type, a.atan2(b), Math::atan2);
    real(cases, type, a.log(b), (x, y) -> Math.log10(x) / Math.log10(y));
    cases.add(one(a.isNaN(), v -> Double.isNaN(real(type, v))));
    cases.add(one(a.isFinite(), v -> Double.isFinite(real(type, v))));
    cases.add(one(a.isInfinite(), v -> Double.isInfinite(real(type, v))));
  }
}
