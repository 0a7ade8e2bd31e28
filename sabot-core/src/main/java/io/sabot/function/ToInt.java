package io.sabot.function;

import java.io.Serializable;
import java.math.BigDecimal;

/** Shapes of functions that give 32-bit integers; one per list of parameters. */
public final class ToInt {
  private ToInt() {}

  /** (double) → int. */
  @FunctionalInterface
  public interface OfDouble extends Serializable {
    /** One row. */
    int apply(double first);
  }

  /** (long) → int. */
  @FunctionalInterface
  public interface OfLong extends Serializable {
    /** One row. */
    int apply(long first);
  }

  /** (int) → int. */
  @FunctionalInterface
  public interface OfInt extends Serializable {
    /** One row. */
    int apply(int first);
  }

  /** (String) → int. */
  @FunctionalInterface
  public interface OfString extends Serializable {
    /** One row. */
    int apply(String first);
  }

  /** (BigDecimal) → int. */
  @FunctionalInterface
  public interface OfDecimal extends Serializable {
    /** One row. */
    int apply(BigDecimal first);
  }

  /** (double, double) → int. */
  @FunctionalInterface
  public interface OfDoubleDouble extends Serializable {
    /** One row. */
    int apply(double first, double second);
  }

  /** (double, long) → int. */
  @FunctionalInterface
  public interface OfDoubleLong extends Serializable {
    /** One row. */
    int apply(double first, long second);
  }

  /** (double, int) → int. */
  @FunctionalInterface
  public interface OfDoubleInt extends Serializable {
    /** One row. */
    int apply(double first, int second);
  }

  /** (double, String) → int. */
  @FunctionalInterface
  public interface OfDoubleString extends Serializable {
    /** One row. */
    int apply(double first, String second);
  }

  /** (long, double) → int. */
  @FunctionalInterface
  public interface OfLongDouble extends Serializable {
    /** One row. */
    int apply(long first, double second);
  }

  /** (long, long) → int. */
  @FunctionalInterface
  public interface OfLongLong extends Serializable {
    /** One row. */
    int apply(long first, long second);
  }

  /** (long, int) → int. */
  @FunctionalInterface
  public interface OfLongInt extends Serializable {
    /** One row. */
    int apply(long first, int second);
  }

  /** (long, String) → int. */
  @FunctionalInterface
  public interface OfLongString extends Serializable {
    /** One row. */
    int apply(long first, String second);
  }

  /** (int, double) → int. */
  @FunctionalInterface
  public interface OfIntDouble extends Serializable {
    /** One row. */
    int apply(int first, double second);
  }

  /** (int, long) → int. */
  @FunctionalInterface
  public interface OfIntLong extends Serializable {
    /** One row. */
    int apply(int first, long second);
  }

  /** (int, int) → int. */
  @FunctionalInterface
  public interface OfIntInt extends Serializable {
    /** One row. */
    int apply(int first, int second);
  }

  /** (int, String) → int. */
  @FunctionalInterface
  public interface OfIntString extends Serializable {
    /** One row. */
    int apply(int first, String second);
  }

  /** (String, double) → int. */
  @FunctionalInterface
  public interface OfStringDouble extends Serializable {
    /** One row. */
    int apply(String first, double second);
  }

  /** (String, long) → int. */
  @FunctionalInterface
  public interface OfStringLong extends Serializable {
    /** One row. */
    int apply(String first, long second);
  }

  /** (String, int) → int. */
  @FunctionalInterface
  public interface OfStringInt extends Serializable {
    /** One row. */
    int apply(String first, int second);
  }

  /** (String, String) → int. */
  @FunctionalInterface
  public interface OfStringString extends Serializable {
    /** One row. */
    int apply(String first, String second);
  }

  /** (BigDecimal, BigDecimal) → int. */
  @FunctionalInterface
  public interface OfDecimalDecimal extends Serializable {
    /** One row. */
    int apply(BigDecimal first, BigDecimal second);
  }

  /** (double, double, double) → int. */
  @FunctionalInterface
  public interface OfDoubleDoubleDouble extends Serializable {
    /** One row. */
    int apply(double first, double second, double third);
  }

  /** (long, long, long) → int. */
  @FunctionalInterface
  public interface OfLongLongLong extends Serializable {
    /** One row. */
    int apply(long first, long second, long third);
  }

  /** (int, int, int) → int. */
  @FunctionalInterface
  public interface OfIntIntInt extends Serializable {
    /** One row. */
    int apply(int first, int second, int third);
  }

  /** (String, String, String) → int. */
  @FunctionalInterface
  public interface OfStringStringString extends Serializable {
    /** One row. */
    int apply(String first, String second, String third);
  }

  /** (double, double, double, double) → int. */
  @FunctionalInterface
  public interface OfDoubleDoubleDoubleDouble extends Serializable {
    /** One row. */
    int apply(double first, double second, double third, double fourth);
  }

  /** (long, long, long, long) → int. */
  @FunctionalInterface
  public interface OfLongLongLongLong extends Serializable {
    /** One row. */
    int apply(long first, long second, long third, long fourth);
  }
}
