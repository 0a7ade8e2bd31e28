package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.WordHash;
import java.lang.foreign.MemorySegment;

/** To which part a word belongs: some bits of a hash that no table of words uses. */
final class WordParts {
  private final int bits;
  private final WordHash hash;

  WordParts(int bits, RunContext context) {
    this.bits = bits;
    this.hash = WordHash.of(context.hashSeed(), 2);
  }

  int count() {
    return 1 << bits;
  }

  /**
   * The rows of a column of words in the order of their parts.
   *
   * @param starts receives where each part starts, and where the last one ends
   */
  RowIds order(Column words, int rows, int[] starts) {
    byte[] parts = new byte[rows];
    find(words.segment(1), parts);
    for (byte part : parts) {
      starts[part + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    RowIds order = new RowIds(rows);
    long[] ids = order.room(rows);
    int[] next = starts.clone();
    for (int i = 0; i < rows; i++) {
      ids[next[parts[i]]++] = i;
    }
    order.resize(rows);
    return order;
  }

  private void find(MemorySegment words, byte[] parts) {
    int shift = Long.SIZE - bits;
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    for (int i = 0; i < parts.length; i++) {
      long word = words.get(Memory.LONG, (long) i << 3);
      parts[i] = (byte) (WordHash.hash(word, seed, one, other) >>> shift);
    }
  }
}
