package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DigestKernel;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Digests of texts and binary values of any layout, as hexadecimal text. */
record DigestNode(Node value, DigestKernel kernel) implements Node {
  static Node of(Function function, Node value) {
    return new DigestNode(
        value, function == Function.MD5 ? DigestKernel.md5() : DigestKernel.sha256());
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = value.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, ArrowType.Utf8.INSTANCE);
      }
      try (Building out = new Building(frame, a)) {
        out.validIn(a);
        int length = out.length();
        checkSize(frame, length);
        MemorySegment offsets = out.buffer(4L * (length + 1));
        MemorySegment text = out.buffer((long) kernel.width() * length);
        fill(Comparison.rows(a), out.valid(), length, offsets, text);
        return out.finish(ArrowType.Utf8.INSTANCE);
      }
    }
  }

  private void checkSize(Frame frame, int length) {
    if ((long) kernel.width() * length > Integer.MAX_VALUE) {
      throw Problem.at(frame.where(), ErrorCode.INVALID_ARGUMENT)
          .rule("the digests of one batch must fit the 2 GiB of Utf8")
          .but(length + " rows take more")
          .cure("make smaller batches")
          .run();
    }
  }

  /** What lies under a null is not looked at. */
  private void fill(
      ByteRows rows,
      @Nullable MemorySegment valid,
      int length,
      MemorySegment offsets,
      MemorySegment text) {
    int end = 0;
    offsets.set(Memory.INT, 0, 0);
    for (int row = 0; row < length; row++) {
      if (valid == null || Bitmaps.get(valid, row)) {
        rows.at(row);
        kernel.write(rows, text, end);
        end += kernel.width();
      }
      offsets.set(Memory.INT, (row + 1L) << 2, end);
    }
  }

  @Override
  public void close() {
    value.close();
  }
}
