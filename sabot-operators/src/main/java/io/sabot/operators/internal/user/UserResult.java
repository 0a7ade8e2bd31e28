package io.sabot.operators.internal.user;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Where results go. Generated loops call {@code set}, or {@link #put} for objects. */
public abstract class UserResult {
  private final @Nullable MemorySegment validity;
  private boolean hasNulls;

  /**
   * Results.
   *
   * @param validity a bit per row, all set, to clear for nulls; null where there are none
   */
  protected UserResult(@Nullable MemorySegment validity) {
    this.validity = validity;
  }

  /** Writes a result, which may be null. */
  public final void put(int row, @Nullable Object value) {
    if (value != null) {
      write(row, value);
    } else if (validity == null) {
      throw new NullPointerException("null for a primitive");
    } else {
      Bitmaps.clear(validity, row);
      hasNulls = true;
    }
  }

  /** Writes a result that is there. */
  protected abstract void write(int row, Object value);

  /** Whether a result was null. */
  public final boolean hasNulls() {
    return hasNulls;
  }

  /** Says that no row follows. */
  public void finish() {}

  /** Results of {@code boolean}. */
  public static final class OfBoolean extends UserResult {
    private final MemorySegment values;

    /** Values of one bit each. */
    public OfBoolean(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, boolean value) {
      // Without a branch: which way it goes is the question that the function answers.
      long at = (long) row >>> 3;
      int bit = row & 7;
      int others = values.get(Memory.BYTE, at) & ~(1 << bit);
      values.set(Memory.BYTE, at, (byte) (others | (value ? 1 : 0) << bit));
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Boolean) value);
    }
  }

  /** Results of {@code byte}. */
  public static final class OfByte extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfByte(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, byte value) {
      values.set(Memory.BYTE, row, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Byte) value);
    }
  }

  /** Results of {@code short}. */
  public static final class OfShort extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfShort(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, short value) {
      values.set(Memory.SHORT, (long) row << 1, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Short) value);
    }
  }

  /** Results of {@code int}. */
  public static final class OfInt extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfInt(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, int value) {
      values.set(Memory.INT, (long) row << 2, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Integer) value);
    }
  }

  /** Results of {@code long}. */
  public static final class OfLong extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfLong(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, long value) {
      values.set(Memory.LONG, (long) row << 3, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Long) value);
    }
  }

  /** Results of {@code float}. */
  public static final class OfFloat extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfFloat(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, float value) {
      values.set(Memory.FLOAT, (long) row << 2, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Float) value);
    }
  }

  /** Results of {@code double}. */
  public static final class OfDouble extends UserResult {
    private final MemorySegment values;

    /** Values. */
    public OfDouble(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    /** Writes a result. */
    public void set(int row, double value) {
      values.set(Memory.DOUBLE, (long) row << 3, value);
    }

    @Override
    protected void write(int row, Object value) {
      set(row, (Double) value);
    }
  }

  /** Bytes that grow. */
  public interface Bytes {
    /** Appends a text. */
    void put(String text);

    /** Bytes so far. */
    long size();
  }

  /** Results of {@code String}. */
  public static final class OfText extends UserResult {
    private final MemorySegment offsets;
    private final Bytes bytes;
    private final int length;
    private int written;

    /** Offsets of 32 bits, one more than rows, and the bytes between. */
    public OfText(
        MemorySegment offsets, Bytes bytes, int length, @Nullable MemorySegment validity) {
      super(validity);
      this.offsets = offsets;
      this.bytes = bytes;
      this.length = length;
      offsets.set(Memory.INT, 0, 0);
    }

    @Override
    protected void write(int row, Object value) {
      fill(row);
      bytes.put((String) value);
      if (bytes.size() > Integer.MAX_VALUE) {
        throw new UnfitResult("a text past 2 GiB of a batch");
      }
      fill(row + 1);
    }

    private void fill(int row) {
      while (written < row) {
        offsets.set(Memory.INT, (long) ++written << 2, (int) bytes.size());
      }
    }

    @Override
    public void finish() {
      fill(length);
    }
  }

  /** Results of {@code BigDecimal}, rounded half up. */
  public static final class OfDecimal extends UserResult {
    private final MemorySegment values;
    private final int precision;
    private final int scale;

    /** Decimals of 16 bytes. */
    public OfDecimal(
        MemorySegment values, int precision, int scale, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
      this.precision = precision;
      this.scale = scale;
    }

    @Override
    protected void write(int row, Object value) {
      BigDecimal decimal = (BigDecimal) value;
      // Before digits are counted out: a huge exponent would make a huge number of zeros.
      if (decimal.signum() != 0 && (long) decimal.precision() - decimal.scale() > precision) {
        throw new UnfitResult(decimal.toString());
      }
      BigInteger digits = decimal.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
      if (!DecimalKernels.fits(digits, precision)) {
        throw new UnfitResult(decimal.toString());
      }
      DecimalKernels.put(values, 16, row, digits);
    }
  }

  /** Results of {@code LocalDate}. */
  public static final class OfDate extends UserResult {
    private final MemorySegment values;

    /** Days since 1970. */
    public OfDate(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    @Override
    protected void write(int row, Object value) {
      long day = ((LocalDate) value).toEpochDay();
      if (day != (int) day) {
        throw new UnfitResult(value.toString());
      }
      values.set(Memory.INT, (long) row << 2, (int) day);
    }
  }

  /** Results of {@code Instant} and {@code LocalDateTime}, finer digits cut. */
  public static final class OfTime extends UserResult {
    private final MemorySegment values;

    /** Microseconds since 1970. */
    public OfTime(MemorySegment values, @Nullable MemorySegment validity) {
      super(validity);
      this.values = values;
    }

    @Override
    protected void write(int row, Object value) {
      Instant instant =
          value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
      values.set(Memory.LONG, (long) row << 3, micros(instant));
    }

    private static long micros(Instant instant) {
      try {
        // Toward the past also before 1970.
        return Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1000);
      } catch (ArithmeticException tooFar) {
        throw new UnfitResult(instant.toString());
      }
    }
  }
}
