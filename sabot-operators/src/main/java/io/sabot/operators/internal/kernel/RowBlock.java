package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;

/** Some rows that stand behind one another, divided into parts, in each of which they stay so. */
final class RowBlock {
  private final EncodedRows rows;
  private final Splitters splitters;
  private final int[] starts;
  private long[] words = {};
  private long[] ids = {};
  private boolean moves;

  RowBlock(EncodedRows rows, Splitters splitters) {
    this.rows = rows;
    this.splitters = splitters;
    this.starts = new int[splitters.count() + 2];
  }

  /** Divides them; any thread may. */
  void divide() {
    words = new long[rows.size()];
    ids = new long[words.length];
    int at = 0;
    for (EncodedRows.Slice slice : rows.slices()) {
      rows.words(slice, words, at);
      for (int row = slice.from(); row < slice.end(); row++) {
        ids[at++] = RowIds.id(slice.chunk(), row);
      }
    }
    if (splitters.count() == 0) {
      starts[1] = words.length;
    } else {
      short[] parts = parts();
      if (moves) {
        scatter(parts);
      }
    }
  }

  /** The part of each row; what each part has is counted. */
  private short[] parts() {
    short[] parts = new short[words.length];
    int before = 0;
    for (int i = 0; i < parts.length; i++) {
      int part = splitters.part(words[i], ids[i]);
      parts[i] = (short) part;
      starts[part + 1]++;
      moves |= part < before;
      before = part;
    }
    for (int part = 1; part < starts.length; part++) {
      starts[part] += starts[part - 1];
    }
    return parts;
  }

  private void scatter(short[] parts) {
    long[] toWords = new long[words.length];
    long[] toIds = new long[words.length];
    int[] next = starts.clone();
    for (int i = 0; i < parts.length; i++) {
      int to = next[parts[i]]++;
      toWords[to] = words[i];
      toIds[to] = ids[i];
    }
    words = toWords;
    ids = toIds;
  }

  /** Whether rows of different parts stood between each other. */
  boolean wasMixed() {
    return moves;
  }

  /** The ids of all rows, part by part. */
  long[] ids() {
    return ids;
  }

  /** Rows of a part. */
  int count(int part) {
    return starts[part + 1] - starts[part];
  }

  /**
   * Copies the rows of a part: their first words, and as ids their places in this block.
   *
   * @param at where the first goes
   * @return where the next go
   */
  int copy(int part, int block, long[] wordsTo, long[] placesTo, int at) {
    int count = count(part);
    int start = starts[part];
    System.arraycopy(words, start, wordsTo, at, count);
    for (int i = 0; i < count; i++) {
      placesTo[at + i] = RowIds.id(block, start + i);
    }
    return at + count;
  }
}
