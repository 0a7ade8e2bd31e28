package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.TextChunk;
import io.sabot.operators.internal.kernel.TextFailure;
import io.sabot.operators.internal.kernel.TextKernel;
import io.sabot.operators.internal.kernel.TextParts;
import io.sabot.operators.internal.kernel.TextWindow;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Runs a kernel over the rows and lays out what it gives. */
final class TextResults {
  private static final int WORDS = TextWindow.ROWS >>> 6;

  private final Frame frame;
  private final TextArguments rows;
  private final Building out;
  private final TextNode node;
  private final int length;

  TextResults(Frame frame, TextArguments rows, Building out, TextNode node) {
    this.frame = frame;
    this.rows = rows;
    this.out = out;
    this.node = node;
    this.length = out.length();
  }

  void scan(TextKernel.Scan scan) {
    TextOperand text = rows.first();
    scan.scan(text.offsets(), text.width(), text.values(), length, out.bits());
  }

  void measure(TextKernel.Measure measure) {
    TextOperand text = rows.first();
    MemorySegment to = out.buffer(4L * length);
    measure.measure(text.offsets(), text.width(), text.values(), length, to);
  }

  void test(TextKernel.Test test) {
    MemorySegment bits = out.bits();
    long[] words = new long[WORDS];
    forEach(chunk -> {
      java.util.Arrays.fill(words, 0);
      test.test(chunk, words);
      put(words, chunk, bits);
    });
  }

  private void put(long[] words, TextChunk chunk, MemorySegment bits) {
    for (int w = 0; w << 6 < chunk.count(); w++) {
      Bitmaps.putWord(bits, (chunk.first() >>> 6) + w, length, words[w]);
    }
  }

  void count(TextKernel.Count count) {
    MemorySegment values = out.buffer(4L * length);
    int[] results = new int[Math.min(TextWindow.ROWS, length)];
    forEach(chunk -> {
      count.count(chunk, results);
      MemorySegment.copy(results, 0, values, Memory.INT, (long) chunk.first() << 2, chunk.count());
    });
  }

  void write(TextKernel.Write write) {
    ArrowType type = node.field().getType();
    int width = width(type);
    MemorySegment offsets = offsets(out.buffer((length + 1L) * width), width);
    long[] ends = new long[Math.min(TextWindow.ROWS, length)];
    long expected = write.expected(rows.firstBytes(), length);
    try (SinkBuffer sink = SinkBuffer.of(frame.allocator(), expected)) {
      forEach(chunk -> {
        write.write(chunk, sink, ends);
        put(ends, chunk.first(), chunk.count(), offsets, width);
        checkSize(sink.size(), type);
      });
      out.add(sink.take());
    }
  }

  void find(TextKernel.Find find) {
    long[] words = new long[WORDS];
    ArrowBuf valid = Memory.allocate(frame.allocator(), Math.max(8, Bitmaps.bytes(length)));
    try {
      MemorySegment bits = Memory.segment(valid);
      write((chunk, sink, ends) -> {
        java.util.Arrays.fill(words, 0);
        find.find(chunk, sink, ends, words);
        put(words, chunk, bits);
      });
      out.validWhere(bits);
    } finally {
      valid.getReferenceManager().release();
    }
  }

  /** A list per row. */
  Operand spread(TextKernel.Spread spread) {
    Field element = node.field().getChildren().getFirst();
    MemorySegment offsets = offsets(out.buffer((length + 1L) << 2), 4);
    int[] ends = new int[Math.min(TextWindow.ROWS, length)];
    TextParts parts = new TextParts(length);
    try (SinkBuffer sink = SinkBuffer.of(frame.allocator(), 8L * length)) {
      forEach(chunk -> {
        spread.spread(chunk, sink, parts, ends);
        MemorySegment.copy(ends, 0, offsets, Memory.INT, (chunk.first() + 1L) << 2, chunk.count());
        checkSize(sink.size(), element.getType());
      });
      Column texts = texts(element, parts, sink);
      return out.finish(node.field(), List.of(texts));
    }
  }

  private Column texts(Field field, TextParts parts, SinkBuffer sink) {
    int width = width(field.getType());
    ArrowBuf buffer = Memory.allocate(frame.allocator(), (parts.count() + 1L) * width);
    put(parts.ends(), 0, parts.count(), offsets(Memory.segment(buffer), width), width);
    return Column.of(field, parts.count(), frame.allocator().getEmpty(), buffer, sink.take());
  }

  /** Goes through the rows window by window. */
  private void forEach(java.util.function.Consumer<TextChunk> action) {
    TextChunk chunk = rows.chunk();
    @Nullable MemorySegment valid = out.valid();
    @Nullable MemorySegment active = rows.active();
    for (int row = 0; row < length; row += TextWindow.ROWS) {
      chunk.load(row, valid, active);
      try {
        action.accept(chunk);
      } catch (TextFailure failure) {
        throw at(row + failure.row(), failure);
      }
    }
  }

  private RuntimeException at(int row, TextFailure failure) {
    return RowFailure.of(
        frame,
        ErrorCode.INVALID_ARGUMENT,
        failure.rule(),
        failure.value(),
        node.text(),
        row,
        failure.cure());
  }

  private static int width(ArrowType type) {
    return type instanceof ArrowType.LargeUtf8 ? 8 : 4;
  }

  private static MemorySegment offsets(MemorySegment offsets, int width) {
    if (width == 4) {
      offsets.set(Memory.INT, 0, 0);
    } else {
      offsets.set(Memory.LONG, 0, 0);
    }
    return offsets;
  }

  private static void put(long[] ends, int first, int count, MemorySegment offsets, int width) {
    if (width == 8) {
      MemorySegment.copy(ends, 0, offsets, Memory.LONG, (first + 1L) << 3, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      offsets.set(Memory.INT, (long) first + i + 1 << 2, (int) ends[i]);
    }
  }

  private void checkSize(long size, ArrowType type) {
    if (size > Integer.MAX_VALUE && width(type) == 4) {
      throw Problem.at(frame.where(), ErrorCode.INVALID_ARGUMENT)
          .rule("the texts of one batch must fit the 2 GiB of " + Types.name(type))
          .but("those of \"" + node.text() + "\" take more")
          .cure("cast an argument to LargeUtf8, or make smaller batches")
          .run();
    }
  }
}
