package io.sabot.function;

import java.io.Serializable;
import java.math.BigDecimal;

/** Shapes of functions that give 64-bit floating point; one per list of parameters. */
public final class ToDouble {
  private ToDouble() {}

  /** (double) → double. */
  @FunctionalInterface
  public interface OfDouble extends Serializable {
    /** One row. */
    double apply(double first);
  }

  /** (long) → double. */
  @FunctionalInterface
  public interface OfLong extends Serializable {
    /** One row. */
    double apply(long first);
  }

  /** (int) → double. */
  @FunctionalInterface
  public interface OfInt extends Serializable {
    /** One row. */
    double apply(int first);
  }

  /** (String) → double. */
  @FunctionalInterface
  public interface OfString extends Serializable {
    /** One row. */
    double apply(String first);
  }

  /** (BigDecimal) → double. */
  @FunctionalInterface
  public interface OfDecimal extends Serializable {
    /** One row. */
    double apply(BigDecimal first);
  }

  /** (double, double) → double. */
  @FunctionalInterface
  public interface OfDoubleDouble extends Serializable {
    /** One row. */
    double apply(double first, double second);
  }

  /** (double, long) → double. */
  @FunctionalInterface
  public interface OfDoubleLong extends Serializable {
    /** One row. */
    double apply(double first, long second);
  }

  /** (double, int) → double. */
  @FunctionalInterface
  public interface OfDoubleInt extends Serializable {
    /** One row. */
    double apply(double first, int second);
  }

  /** (double, String) → double. */
  @FunctionalInterface
  public interface OfDoubleString extends Serializable {
    /** One row. */
    double apply(double first, String second);
  }

  /** (long, double) → double. */
  @FunctionalInterface
  public interface OfLongDouble extends Serializable {
    /** One row. */
    double apply(long first, double second);
  }

  /** (long, long) → double. */
  @FunctionalInterface
  public interface OfLongLong extends Serializable {
    /** One row. */
    double apply(long first, long second);
  }

  /** (long, int) → double. */
  @FunctionalInterface
  public interface OfLongInt extends Serializable {
    /** One row. */
    double apply(long first, int second);
  }

  /** (long, String) → double. */
  @FunctionalInterface
  public interface OfLongString extends Serializable {
    /** One row. */
    double apply(long first, String second);
  }

  /** (int, double) → double. */
  @FunctionalInterface
  public interface OfIntDouble extends Serializable {
    /** One row. */
    double apply(int first, double second);
  }

  /** (int, long) → double. */
  @FunctionalInterface
  public interface OfIntLong extends Serializable {
    /** One row. */
    double apply(int first, long second);
  }

  /** (int, int) → double. */
  @FunctionalInterface
  public interface OfIntInt extends Serializable {
    /** One row. */
    double apply(int first, int second);
  }

  /** (int, String) → double. */
  @FunctionalInterface
  public interface OfIntString extends Serializable {
    /** One row. */
    double apply(int first, String second);
  }

  /** (String, double) → double. */
  @FunctionalInterface
  public interface OfStringDouble extends Serializable {
    /** One row. */
    double apply(String first, double second);
  }

  /** (String, long) → double. */
  @FunctionalInterface
  public interface OfStringLong extends Serializable {
    /** One row. */
    double apply(String first, long second);
  }

  /** (String, int) → double. */
  @FunctionalInterface
  public interface OfStringInt extends Serializable {
    /** One row. */
    double apply(String first, int second);
  }

  /** (String, String) → double. */
  @FunctionalInterface
  public interface OfStringString extends Serializable {
    /** One row. */
    double apply(String first, String second);
  }

  /** (BigDecimal, BigDecimal) → double. */
  @FunctionalInterface
  public interface OfDecimalDecimal extends Serializable {
    /** One row. */
    double apply(BigDecimal first, BigDecimal second);
  }

  /** (double, double, double) → double. */
  @FunctionalInterface
  public interface OfDoubleDoubleDouble extends Serializable {
    /** One row. */
    double apply(double first, double second, double third);
  }

  /** (long, long, long) → double. */
  @FunctionalInterface
  public interface OfLongLongLong extends Serializable {
    /** One row. */
    double apply(long first, long second, long third);
  }

  /** (int, int, int) → double. */
  @FunctionalInterface
  public interface OfIntIntInt extends Serializable {
    /** One row. */
    double apply(int first, int second, int third);
  }

  /** (String, String, String) → double. */
  @FunctionalInterface
  public interface OfStringStringString extends Serializable {
    /** One row. */
    double apply(String first, String second, String third);
  }

  /** (double, double, double, double) → double. */
  @FunctionalInterface
  public interface OfDoubleDoubleDoubleDouble extends Serializable {
    /** One row. */
    double apply(double first, double second, double third, double fourth);
  }

  /** (long, long, long, long) → double. */
  @FunctionalInterface
  public interface OfLongLongLongLong extends Serializable {
    /** One row. */
    double apply(long first, long second, long third, long fourth);
  }
}
