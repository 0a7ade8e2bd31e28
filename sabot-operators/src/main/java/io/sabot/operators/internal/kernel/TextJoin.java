package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** The texts that are not null, with the first one between them. */
public final class TextJoin implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow separator = chunk.text(0);
    long size = separator.size(chunk.count()) * (chunk.texts() - 2L);
    for (int t = 1; t < chunk.texts(); t++) {
      size += chunk.text(t).size(chunk.count());
    }
    MemorySegment to = sink.room(Math.max(0, size));
    long at = sink.size();
    for (int i = 0; i < chunk.count(); i++) {
      int between = 0;
      for (int t = 1; t < chunk.texts(); t++) {
        TextWindow text = chunk.text(t);
        if (text.lengths[i] != TextWindow.NULL) {
          at = TextCopy.piece(separator.values, separator.starts[i], between, to, at);
          at = TextCopy.piece(text.values, text.starts[i], text.lengths[i], to, at);
          between = separator.lengths[i];
        }
      }
      ends[i] = at;
    }
    sink.end(at);
  }
}
