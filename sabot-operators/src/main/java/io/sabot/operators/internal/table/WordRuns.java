package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.state.KeyEncoding;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** All rows that are indexed at once, in runs for any threads. */
final class WordRuns {
  /** Rows of a run at least. */
  private static final int RUN = 1 << 16;

  private static final int MOST_OF_PIECE = 512;

  private final List<WordRun> runs = new ArrayList<>();
  private int rows;

  /** The rows of a column whose values are words. */
  static WordRuns of(List<Column> pieces, BufferAllocator allocator) {
    WordRuns runs = new WordRuns();
    for (Column piece : pieces) {
      runs.add(values(piece), LogicalValidity.of(piece, allocator), piece.length());
    }
    return runs;
  }

  /** The values of a column as words. */
  static WordRun.Words values(Column column) {
    return () -> (from, count, words) -> KeyEncoding.words(column, from, count, words);
  }

  /** Adds a piece behind those that were added; {@code valid} as in {@link WordRun}. */
  void add(WordRun.Words words, long @Nullable [] valid, int count) {
    int most = Math.max(RUN, count / MOST_OF_PIECE + 1);
    for (int from = 0; from < count; from += most) {
      runs.add(new WordRun(words, valid, from, Math.min(most, count - from), rows + from));
    }
    rows += count;
  }

  List<WordRun> list() {
    return runs;
  }

  /** How many rows there are, with keys or without. */
  int rows() {
    return rows;
  }
}
