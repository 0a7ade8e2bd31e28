package io.sabot.operators.internal.kernel;

import io.sabot.expression.TextLimits;
import java.lang.foreign.MemorySegment;

/** A text so many times. */
public final class TextRepeat implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    long[] counts = chunk.numbers(0);
    for (int i = 0; i < chunk.count(); i++) {
      int length = text.lengths[i];
      long count = length == 0 ? 0 : Math.max(0, counts[i]);
      if (count > TextLimits.RESULT_BYTES / Math.max(1, length)) {
        throw tooLong(i, count + " times " + length + " bytes");
      }
      MemorySegment to = sink.room(count * length);
      long at = sink.size();
      for (long k = 0; k < count; k++) {
        at = TextCopy.piece(text.values, text.starts[i], length, to, at);
      }
      sink.end(at);
      ends[i] = at;
    }
  }

  static TextFailure tooLong(int row, String value) {
    return new TextFailure(
        row,
        "a text must fit " + (TextLimits.RESULT_BYTES >> 20) + " MiB",
        value,
        "bound the count, e.g. when(col(\"n\").lt(1000)).then(…).end()");
  }
}
