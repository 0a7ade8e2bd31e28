package io.sabot.function;

import java.io.Serializable;
import java.math.BigDecimal;

/** Shapes of functions that give 64-bit integers; one per list of parameters. */
public final class ToLong {
  private ToLong() {}

  /** (double) → long. */
  @FunctionalInterface
  public interface OfDouble extends Serializable {
    /** One row. */
    long apply(double first);
  }

  /** (long) → long. */
  @FunctionalInterface
  public interface OfLong extends Serializable {
    /** One row. */
    long apply(long first);
  }

  /** (int) → long. */
  @FunctionalInterface
  public interface OfInt extends Serializable {
    /** One row. */
    long apply(int first);
  }

  /** (String) → long. */
  @FunctionalInterface
  public interface OfString extends Serializable {
    /** One row. */
    long apply(String first);
  }

  /** (BigDecimal) → long. */
  @FunctionalInterface
  public interface OfDecimal extends Serializable {
    /** One row. */
    long apply(BigDecimal first);
  }

  /** (double, double) → long. */
  @FunctionalInterface
  public interface OfDoubleDouble extends Serializable {
    /** One row. */
    long apply(double first, double second);
  }

  /** (double, long) → long. */
  @FunctionalInterface
  public interface OfDoubleLong extends Serializable {
    /** One row. */
    long apply(double first, long second);
  }

  /** (double, int) → long. */
  @FunctionalInterface
  public interface OfDoubleInt extends Serializable {
    /** One row. */
    long apply(double first, int second);
  }

  /** (double, String) → long. */
  @FunctionalInterface
  public interface OfDoubleString extends Serializable {
    /** One row. */
    long apply(double first, String second);
  }

  /** (long, double) → long. */
  @FunctionalInterface
  public interface OfLongDouble extends Serializable {
    /** One row. */
    long apply(long first, double second);
  }

  /** (long, long) → long. */
  @FunctionalInterface
  public interface OfLongLong extends Serializable {
    /** One row. */
    long apply(long first, long second);
  }

  /** (long, int) → long. */
  @FunctionalInterface
  public interface OfLongInt extends Serializable {
    /** One row. */
    long apply(long first, int second);
  }

  /** (long, String) → long. */
  @FunctionalInterface
  public interface OfLongString extends Serializable {
    /** One row. */
    long apply(long first, String second);
  }

  /** (int, double) → long. */
  @FunctionalInterface
  public interface OfIntDouble extends Serializable {
    /** One row. */
    long apply(int first, double second);
  }

  /** (int, long) → long. */
  @FunctionalInterface
  public interface OfIntLong extends Serializable {
    /** One row. */
    long apply(int first, long second);
  }

  /** (int, int) → long. */
  @FunctionalInterface
  public interface OfIntInt extends Serializable {
    /** One row. */
    long apply(int first, int second);
  }

  /** (int, String) → long. */
  @FunctionalInterface
  public interface OfIntString extends Serializable {
    /** One row. */
    long apply(int first, String second);
  }

  /** (String, double) → long. */
  @FunctionalInterface
  public interface OfStringDouble extends Serializable {
    /** One row. */
    long apply(String first, double second);
  }

  /** (String, long) → long. */
  @FunctionalInterface
  public interface OfStringLong extends Serializable {
    /** One row. */
    long apply(String first, long second);
  }

  /** (String, int) → long. */
  @FunctionalInterface
  public interface OfStringInt extends Serializable {
    /** One row. */
    long apply(String first, int second);
  }

  /** (String, String) → long. */
  @FunctionalInterface
  public interface OfStringString extends Serializable {
    /** One row. */
    long apply(String first, String second);
  }

  /** (BigDecimal, BigDecimal) → long. */
  @FunctionalInterface
  public interface OfDecimalDecimal extends Serializable {
    /** One row. */
    long apply(BigDecimal first, BigDecimal second);
  }

  /** (double, double, double) → long. */
  @FunctionalInterface
  public interface OfDoubleDoubleDouble extends Serializable {
    /** One row. */
    long apply(double first, double second, double third);
  }

  /** (long, long, long) → long. */
  @FunctionalInterface
  public interface OfLongLongLong extends Serializable {
    /** One row. */
    long apply(long first, long second, long third);
  }

  /** (int, int, int) → long. */
  @FunctionalInterface
  public interface OfIntIntInt extends Serializable {
    /** One row. */
    long apply(int first, int second, int third);
  }

  /** (String, String, String) → long. */
  @FunctionalInterface
  public interface OfStringStringString extends Serializable {
    /** One row. */
    long apply(String first, String second, String third);
  }

  /** (double, double, double, double) → long. */
  @FunctionalInterface
  public interface OfDoubleDoubleDoubleDouble extends Serializable {
    /** One row. */
    long apply(double first, double second, double third, double fourth);
  }

  /** (long, long, long, long) → long. */
  @FunctionalInterface
  public interface OfLongLongLongLong extends Serializable {
    /** One row. */
    long apply(long first, long second, long third, long fourth);
  }
}
