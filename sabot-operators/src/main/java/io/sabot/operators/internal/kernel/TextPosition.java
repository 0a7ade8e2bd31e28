package io.sabot.operators.internal.kernel;

/** Where the second text occurs first in the first one, in code points from 1; 0 is nowhere. */
public final class TextPosition implements TextKernel.Count {
  @Override
  public void count(TextChunk chunk, int[] results) {
    TextWindow text = chunk.text(0);
    TextWindow search = chunk.text(1);
    boolean ascii = text.isAscii(chunk.count());
    for (int i = 0; i < chunk.count(); i++) {
      long at = find(text, search, i);
      long start = text.starts[i];
      if (at < 0) {
        results[i] = 0;
      } else {
        long before = ascii ? at - start : TextLengths.codePoints(text.values, start, at);
        results[i] = (int) before + 1;
      }
    }
  }

  static long find(TextWindow text, TextWindow search, int row) {
    long start = text.starts[row];
    return TextFind.first(
        text.values,
        start,
        start + text.lengths[row],
        search.values,
        search.starts[row],
        search.lengths[row]);
  }
}
