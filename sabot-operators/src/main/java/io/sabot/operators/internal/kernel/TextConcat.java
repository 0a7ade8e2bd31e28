package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** All texts of a row one behind the other. */
public final class TextConcat implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    long size = 0;
    for (int t = 0; t < chunk.texts(); t++) {
      size += chunk.text(t).size(chunk.count());
    }
    MemorySegment to = sink.room(size);
    if (chunk.texts() == 2) {
      sink.end(two(chunk.text(0), chunk.text(1), chunk.count(), to, sink.size(), ends));
    } else {
      sink.end(many(chunk, to, sink.size(), ends));
    }
  }

  private static long two(
      TextWindow a, TextWindow b, int count, MemorySegment to, long position, long[] ends) {
    long at = position;
    for (int i = 0; i < count; i++) {
      at = TextCopy.piece(a.values, a.starts[i], a.lengths[i], to, at);
      at = TextCopy.piece(b.values, b.starts[i], b.lengths[i], to, at);
      ends[i] = at;
    }
    return at;
  }

  private static long many(TextChunk chunk, MemorySegment to, long position, long[] ends) {
    long at = position;
    for (int i = 0; i < chunk.count(); i++) {
      for (int t = 0; t < chunk.texts(); t++) {
        TextWindow text = chunk.text(t);
        at = TextCopy.piece(text.values, text.starts[i], text.lengths[i], to, at);
      }
      ends[i] = at;
    }
    return at;
  }
}
