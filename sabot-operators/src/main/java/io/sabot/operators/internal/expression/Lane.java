package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.WideningKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** What a kernel computes a type in. */
enum Lane {
  /** One bit. */
  BIT,
  /** 32-bit integers, as they lie. */
  INT,
  /** 64-bit integers, as they lie or widened. */
  LONG,
  /** 64-bit integers without a sign, as they lie. */
  UNSIGNED_LONG,
  /** Binary32, as it lies or widened. */
  FLOAT,
  /** Binary64. */
  DOUBLE,
  /** 128-bit decimals. */
  DECIMAL,
  /** Strings and byte strings. */
  BYTES,
  /** Only nulls. */
  NOTHING;

  static Lane of(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> BIT;
      case ArrowType.Null t -> NOTHING;
      case ArrowType.FloatingPoint t ->
          t.getPrecision() == FloatingPointPrecision.DOUBLE ? DOUBLE : FLOAT;
      case ArrowType.Decimal t -> DECIMAL;
      case ArrowType.Int t when t.getBitWidth() == 64 -> t.getIsSigned() ? LONG : UNSIGNED_LONG;
      case ArrowType.Int t -> t.getIsSigned() && t.getBitWidth() == 32 ? INT : LONG;
      case ArrowType.Date t -> width(type) == 4 ? INT : LONG;
      case ArrowType.Time t -> width(type) == 4 ? INT : LONG;
      case ArrowType.Timestamp t -> LONG;
      case ArrowType.Duration t -> LONG;
      default -> BYTES;
    };
  }

  static int width(ArrowType type) {
    return io.sabot.batch.Layout.width(type);
  }

  /**
   * The values of an operand in its own lane: its buffer as it is, or widened into a new one.
   *
   * @param values what a kernel reads
   * @param owned the new buffer, or null
   */
  record Values(MemorySegment values, @Nullable ArrowBuf owned) implements AutoCloseable {
    @Override
    public void close() {
      if (owned != null) {
        owned.getReferenceManager().release();
      }
    }
  }

  /** The values of an operand as {@link #of} says. */
  static Values load(Frame frame, Operand operand) {
    ArrowType type = operand.column().field().getType();
    return switch (type) {
      case ArrowType.Int t when t.getBitWidth() < 32 || t.getBitWidth() == 32 && !t.getIsSigned() ->
          longs(frame, operand);
      case ArrowType.FloatingPoint t when t.getPrecision() == FloatingPointPrecision.HALF -> {
        Values wide = fresh(frame, operand, 4);
        WideningKernels.halves(operand.values(), operand.column().length(), wide.values());
        yield wide;
      }
      default -> new Values(operand.values(), null);
    };
  }

  /** Integers, booleans and counts of time as 64-bit integers. */
  static Values longs(Frame frame, Operand operand) {
    ArrowType type = operand.column().field().getType();
    int length = operand.column().length();
    MemorySegment from = operand.values();
    if (!(type instanceof ArrowType.Bool) && width(type) == 8) {
      return new Values(from, null);
    }
    Values wide = fresh(frame, operand, 8);
    if (type instanceof ArrowType.Bool) {
      WideningKernels.bits(from, length, wide.values());
    } else {
      boolean unsigned = type instanceof ArrowType.Int t && !t.getIsSigned();
      WideningKernels.integers(from, width(type), unsigned ? 0 : -1L, length, wide.values());
    }
    return wide;
  }

  /** Floating point as binary64. */
  static Values doubles(Frame frame, Operand operand) {
    ArrowType type = operand.column().field().getType();
    if (of(type) == DOUBLE) {
      return new Values(operand.values(), null);
    }
    try (Values floats = load(frame, operand)) {
      Values wide = fresh(frame, operand, 8);
      WideningKernels.floats(floats.values(), operand.column().length(), wide.values());
      return wide;
    }
  }

  private static Values fresh(Frame frame, Operand operand, int width) {
    long bytes = (long) operand.column().length() * width;
    ArrowBuf buffer = frame.scratch().allocate(Math.max(8, bytes));
    return new Values(Memory.segment(buffer), buffer);
  }

  /** A bitmap in which a single bit is repeated; others as they lie. */
  static Values bits(Frame frame, Operand operand, int length) {
    if (!operand.isSingle() || length == 1) {
      return new Values(operand.values(), null);
    }
    ArrowBuf buffer = frame.scratch().allocate(Math.max(8, Bitmaps.bytes(length)));
    boolean set = Bitmaps.get(operand.values(), 0);
    Memory.segment(buffer).fill((byte) (set ? -1 : 0));
    return new Values(Memory.segment(buffer), buffer);
  }
}
