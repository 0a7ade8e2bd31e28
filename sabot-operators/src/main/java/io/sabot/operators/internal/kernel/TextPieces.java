package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Known texts that must lie in a row one behind the other, with anything between them: what {@code
 * like} with {@code %} alone comes down to. Each is sought at its first place: if a match begins
 * further back, one begins there too. Immutable.
 *
 * @param prefix what the row begins with, or empty
 * @param inner what lies between, none of them empty
 * @param suffix what the row ends with, or empty
 */
public record TextPieces(TextPattern prefix, List<TextPattern> inner, TextPattern suffix)
    implements TextKernel.Scan {
  private static final TextPattern EMPTY = TextPattern.of(new byte[0]);

  /** Nothing more. */
  static final TextPieces NONE = new TextPieces(EMPTY, List.of(), EMPTY);

  /** The pieces between neighbouring {@code %}, the first and the last of which may be empty. */
  static TextPieces of(List<byte[]> pieces) {
    return new TextPieces(
        TextPattern.of(pieces.getFirst()),
        pieces.subList(1, pieces.size() - 1).stream()
            .filter(piece -> piece.length > 0)
            .map(TextPattern::of)
            .toList(),
        TextPattern.of(pieces.getLast()));
  }

  @Override
  public void scan(
      MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment bits) {
    if (prefix.size() > 0 || inner.isEmpty()) {
      each(offsets, width, TextPattern.padded(values), length, bits);
      return;
    }
    TextPieces rest = new TextPieces(EMPTY, inner.subList(1, inner.size()), suffix);
    TextSearch.contains(offsets, width, values, length, inner.getFirst(), rest, 0, bits);
  }

  private void each(
      MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment bits) {
    long start = TextKernels.offset(offsets, width, 0);
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int rows = Math.min(64, length - (w << 6));
      long word = 0;
      for (int i = 0; i < rows; i++) {
        long end = TextKernels.offset(offsets, width, (w << 6) + i + 1L);
        word |= (matches(values, start, end) ? 1L : 0L) << i;
        start = end;
      }
      Bitmaps.putWord(bits, w, length, word);
    }
  }

  private boolean matches(MemorySegment values, long start, long end) {
    return end - start >= prefix.size()
        && prefix.isAt(values, start)
        && follow(values, start + prefix.size(), end);
  }

  /** Whether what is between and the suffix lie between two positions. */
  boolean follow(MemorySegment values, long start, long end) {
    long stop = end - suffix.size();
    if (start > stop || suffix.size() > 0 && !suffix.isAt(values, stop)) {
      return false;
    }
    long at = start;
    for (int i = 0; i < inner.size(); i++) {
      TextPattern piece = inner.get(i);
      long found = piece.find(values, at, stop);
      if (found < 0) {
        return false;
      }
      at = found + piece.size();
    }
    return true;
  }
}
