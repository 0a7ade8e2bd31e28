package io.sabot.function;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Shapes of functions that give values of a class: {@code String}, {@code Boolean}, {@code
 * BigDecimal}, boxed numbers, dates; null is a null; one per list of parameters.
 */
public final class ToObject {
  private ToObject() {}

  /** (double) → R. */
  @FunctionalInterface
  public interface OfDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first);
  }

  /** (long) → R. */
  @FunctionalInterface
  public interface OfLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first);
  }

  /** (int) → R. */
  @FunctionalInterface
  public interface OfInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first);
  }

  /** (String) → R. */
  @FunctionalInterface
  public interface OfString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first);
  }

  /** (BigDecimal) → R. */
  @FunctionalInterface
  public interface OfDecimal<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(BigDecimal first);
  }

  /** (double, double) → R. */
  @FunctionalInterface
  public interface OfDoubleDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, double second);
  }

  /** (double, long) → R. */
  @FunctionalInterface
  public interface OfDoubleLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, long second);
  }

  /** (double, int) → R. */
  @FunctionalInterface
  public interface OfDoubleInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, int second);
  }

  /** (double, String) → R. */
  @FunctionalInterface
  public interface OfDoubleString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, String second);
  }

  /** (long, double) → R. */
  @FunctionalInterface
  public interface OfLongDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, double second);
  }

  /** (long, long) → R. */
  @FunctionalInterface
  public interface OfLongLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, long second);
  }

  /** (long, int) → R. */
  @FunctionalInterface
  public interface OfLongInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, int second);
  }

  /** (long, String) → R. */
  @FunctionalInterface
  public interface OfLongString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, String second);
  }

  /** (int, double) → R. */
  @FunctionalInterface
  public interface OfIntDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first, double second);
  }

  /** (int, long) → R. */
  @FunctionalInterface
  public interface OfIntLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first, long second);
  }

  /** (int, int) → R. */
  @FunctionalInterface
  public interface OfIntInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first, int second);
  }

  /** (int, String) → R. */
  @FunctionalInterface
  public interface OfIntString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first, String second);
  }

  /** (String, double) → R. */
  @FunctionalInterface
  public interface OfStringDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first, double second);
  }

  /** (String, long) → R. */
  @FunctionalInterface
  public interface OfStringLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first, long second);
  }

  /** (String, int) → R. */
  @FunctionalInterface
  public interface OfStringInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first, int second);
  }

  /** (String, String) → R. */
  @FunctionalInterface
  public interface OfStringString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first, String second);
  }

  /** (BigDecimal, BigDecimal) → R. */
  @FunctionalInterface
  public interface OfDecimalDecimal<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(BigDecimal first, BigDecimal second);
  }

  /** (double, double, double) → R. */
  @FunctionalInterface
  public interface OfDoubleDoubleDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, double second, double third);
  }

  /** (long, long, long) → R. */
  @FunctionalInterface
  public interface OfLongLongLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, long second, long third);
  }

  /** (int, int, int) → R. */
  @FunctionalInterface
  public interface OfIntIntInt<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(int first, int second, int third);
  }

  /** (String, String, String) → R. */
  @FunctionalInterface
  public interface OfStringStringString<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(String first, String second, String third);
  }

  /** (double, double, double, double) → R. */
  @FunctionalInterface
  public interface OfDoubleDoubleDoubleDouble<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(double first, double second, double third, double fourth);
  }

  /** (long, long, long, long) → R. */
  @FunctionalInterface
  public interface OfLongLongLongLong<R extends @Nullable Object> extends Serializable {
    /** One row. */
    R apply(long first, long second, long third, long fourth);
  }
}
