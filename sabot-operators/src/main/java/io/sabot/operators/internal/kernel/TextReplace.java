package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** Every occurrence of the second text in the first, from the front, replaced by the third. */
public final class TextReplace implements TextKernel.Write {
  @Override
  public void write(TextChunk chunk, TextSink sink, long[] ends) {
    TextWindow text = chunk.text(0);
    TextWindow search = chunk.text(1);
    sink.room(text.size(chunk.count()));
    for (int i = 0; i < chunk.count(); i++) {
      long hit = search.lengths[i] == 0 ? -1 : TextPosition.find(text, search, i);
      if (hit < 0) {
        MemorySegment to = sink.room(text.lengths[i]);
        sink.end(TextCopy.piece(text.values, text.starts[i], text.lengths[i], to, sink.size()));
      } else {
        replace(chunk, i, hit, sink);
      }
      ends[i] = sink.size();
    }
  }

  private static void replace(TextChunk chunk, int row, long first, TextSink sink) {
    TextWindow text = chunk.text(0);
    TextWindow search = chunk.text(1);
    TextWindow other = chunk.text(2);
    MemorySegment values = text.values;
    long from = text.starts[row];
    long end = from + text.lengths[row];
    int size = search.lengths[row];
    long hit = first;
    while (hit >= 0) {
      MemorySegment to = sink.room(hit - from + other.lengths[row]);
      long at = TextCopy.piece(values, from, (int) (hit - from), to, sink.size());
      sink.end(TextCopy.piece(other.values, other.starts[row], other.lengths[row], to, at));
      from = hit + size;
      hit = TextFind.first(values, from, end, search.values, search.starts[row], size);
    }
    MemorySegment to = sink.room(end - from);
    sink.end(TextCopy.piece(values, from, (int) (end - from), to, sink.size()));
  }
}
