package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.operators.internal.user.UserResult;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The buffers that the results of a user function are written to. */
final class UserOutput implements AutoCloseable {
  private final ArrowType type;
  private @Nullable ArrowBuf values;
  private @Nullable ArrowBuf validity;
  private @Nullable GrowingBytes bytes;
  private @Nullable UserResult result;

  private UserOutput(ArrowType type) {
    this.type = type;
  }

  static UserOutput of(BoundUserCall call, Frame frame, int length) {
    UserOutput output = new UserOutput(call.type());
    try {
      output.allocate(call, frame.allocator(), length);
      return output;
    } catch (Throwable failure) {
      output.close();
      throw failure;
    }
  }

  private void allocate(BoundUserCall call, BufferAllocator allocator, int length) {
    MemorySegment valid = null;
    if (!call.function().shape().result().isPrimitive()) {
      validity = Memory.allocate(allocator, Math.max(8, Bitmaps.bytes(length)));
      valid = Memory.segment(validity);
      valid.fill((byte) -1);
    }
    switch (type) {
      case ArrowType.Utf8 t -> {
        MemorySegment offsets = zeroed(allocator, (length + 1L) << 2);
        bytes = new GrowingBytes(allocator, 8L * length);
        result = new UserResult.OfText(offsets, bytes, length, valid);
      }
      case ArrowType.Bool t ->
          result = new UserResult.OfBoolean(zeroed(allocator, Bitmaps.bytes(length)), valid);
      default -> result = fixed(zeroed(allocator, (long) Lane.width(type) * length), valid);
    }
  }

  /** Rows for which there is no call hold no bytes of others. */
  private MemorySegment zeroed(BufferAllocator allocator, long size) {
    values = Memory.allocateZeroed(allocator, Math.max(8, size));
    return Memory.segment(values);
  }

  private UserResult fixed(MemorySegment to, @Nullable MemorySegment valid) {
    return switch (type) {
      case ArrowType.Int t ->
          switch (t.getBitWidth()) {
            case 8 -> new UserResult.OfByte(to, valid);
            case 16 -> new UserResult.OfShort(to, valid);
            case 32 -> new UserResult.OfInt(to, valid);
            default -> new UserResult.OfLong(to, valid);
          };
      case ArrowType.FloatingPoint t ->
          Lane.width(type) == 4
              ? new UserResult.OfFloat(to, valid)
              : new UserResult.OfDouble(to, valid);
      case ArrowType.Decimal t ->
          new UserResult.OfDecimal(to, t.getPrecision(), t.getScale(), valid);
      case ArrowType.Date t -> new UserResult.OfDate(to, valid);
      default -> new UserResult.OfTime(to, valid);
    };
  }

  UserResult result() {
    return Objects.requireNonNull(result);
  }

  /** The operand, null also where the function returned null. */
  Operand finish(Building out) {
    result().finish();
    if (result().hasNulls()) {
      out.validWhere(Memory.segment(Objects.requireNonNull(validity)));
    }
    out.add(Objects.requireNonNull(values));
    values = null;
    if (bytes != null) {
      out.add(bytes.take());
    }
    return out.finish(type);
  }

  @Override
  public void close() {
    if (values != null) {
      values.getReferenceManager().release();
    }
    if (validity != null) {
      validity.getReferenceManager().release();
    }
    if (bytes != null) {
      bytes.close();
    }
  }
}
