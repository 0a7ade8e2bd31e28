package io.sabot.operators.internal.user;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DecimalKernels;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The values of an argument; a stride of 0 repeats one. Generated loops call {@code get}. */
public abstract class UserArgument {
  private UserArgument() {}

  /** The value for a row, as an object; null only where nulls are seen. */
  public abstract @Nullable Object boxed(int row);

  /** Values of {@code boolean}. */
  public static final class OfBoolean extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie, one bit each. */
    public OfBoolean(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public boolean get(int row) {
      return Bitmaps.get(values, row * stride);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code byte}. */
  public static final class OfByte extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfByte(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public byte get(int row) {
      return values.get(Memory.BYTE, (long) row * stride);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code short}. */
  public static final class OfShort extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfShort(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public short get(int row) {
      return values.get(Memory.SHORT, (long) row * stride << 1);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code int}. */
  public static final class OfInt extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfInt(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public int get(int row) {
      return values.get(Memory.INT, (long) row * stride << 2);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code long}. */
  public static final class OfLong extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfLong(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public long get(int row) {
      return values.get(Memory.LONG, (long) row * stride << 3);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code float}. */
  public static final class OfFloat extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfFloat(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public float get(int row) {
      return values.get(Memory.FLOAT, (long) row * stride << 2);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code double}. */
  public static final class OfDouble extends UserArgument {
    private final MemorySegment values;
    private final int stride;

    /** Values as they lie. */
    public OfDouble(MemorySegment values, int stride) {
      this.values = values;
      this.stride = stride;
    }

    /** The value for a row. */
    public double get(int row) {
      return values.get(Memory.DOUBLE, (long) row * stride << 3);
    }

    @Override
    public Object boxed(int row) {
      return get(row);
    }
  }

  /** Values of {@code String}. */
  public static final class OfText extends UserArgument {
    private final ByteRows rows;

    /** Texts in any layout. */
    public OfText(ByteRows rows) {
      this.rows = rows;
    }

    @Override
    public Object boxed(int row) {
      return new String(rows.bytes(row), StandardCharsets.UTF_8);
    }
  }

  /** Values of {@code BigDecimal}. */
  public static final class OfDecimal extends UserArgument {
    private final MemorySegment values;
    private final int stride;
    private final int scale;

    /** Decimals of 16 bytes. */
    public OfDecimal(MemorySegment values, int stride, int scale) {
      this.values = values;
      this.stride = stride;
      this.scale = scale;
    }

    @Override
    public Object boxed(int row) {
      return new BigDecimal(DecimalKernels.get(values, 16, row * stride), scale);
    }
  }

  /** Values of {@code LocalDate}. */
  public static final class OfDate extends UserArgument {
    private final OfInt days;

    /** Days since 1970. */
    public OfDate(MemorySegment values, int stride) {
      this.days = new OfInt(values, stride);
    }

    @Override
    public Object boxed(int row) {
      return LocalDate.ofEpochDay(days.get(row));
    }
  }

  /** Values of {@code Instant} and {@code LocalDateTime}. */
  public static final class OfTime extends UserArgument {
    private final OfLong counts;
    private final long perSecond;
    private final Clock clock;

    /** What a count of time is. */
    public enum Clock {
      /** A point in time. */
      INSTANT,
      /** A date and a time of day. */
      LOCAL
    }

    /** Counts of parts of a second since 1970. */
    public OfTime(MemorySegment values, int stride, long perSecond, Clock clock) {
      this.counts = new OfLong(values, stride);
      this.perSecond = perSecond;
      this.clock = clock;
    }

    @Override
    public Object boxed(int row) {
      long count = counts.get(row);
      long second = Math.floorDiv(count, perSecond);
      int nano = (int) (Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond));
      return clock == Clock.INSTANT
          ? Instant.ofEpochSecond(second, nano)
          : LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
    }
  }

  /** Values some of which are null. */
  public static final class OfNullable extends UserArgument {
    private final UserArgument values;
    private final MemorySegment validity;
    private final int stride;

    /** Other values, null where a bit is not set. */
    public OfNullable(UserArgument values, MemorySegment validity, int stride) {
      this.values = values;
      this.validity = validity;
      this.stride = stride;
    }

    @Override
    public @Nullable Object boxed(int row) {
      return Bitmaps.get(validity, row * stride) ? values.boxed(row) : null;
    }
  }
}
