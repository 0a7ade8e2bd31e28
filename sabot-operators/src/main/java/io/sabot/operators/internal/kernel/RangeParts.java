package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;

/** The rows of a range, divided into parts, in each of which they stay in order. */
final class RangeParts implements Runnable {
  private final EncodedRows rows;
  private final Splitters splitters;
  private final int[] starts;
  private long[] prefixes = {};
  private long[] ids = {};

  RangeParts(EncodedRows rows, Splitters splitters) {
    this.rows = rows;
    this.splitters = splitters;
    this.starts = new int[splitters.count() + 2];
  }

  /** Divides them. */
  @Override
  public void run() {
    long[] words = new long[rows.size()];
    int at = 0;
    for (EncodedRows.Slice slice : rows.slices()) {
      rows.words(slice, words, at);
      at += slice.rows();
    }
    if (splitters.count() == 0) {
      starts[1] = words.length;
      prefixes = words;
      ids = new long[words.length];
      fillIds();
    } else {
      scatter(words, parts(words));
    }
  }

  private void fillIds() {
    int at = 0;
    for (EncodedRows.Slice slice : rows.slices()) {
      for (int row = slice.from(); row < slice.end(); row++) {
        ids[at++] = RowIds.id(slice.chunk(), row);
      }
    }
  }

  /** The part of each row; what each part has is counted. */
  private short[] parts(long[] words) {
    short[] parts = new short[words.length];
    int at = 0;
    for (EncodedRows.Slice slice : rows.slices()) {
      for (int row = slice.from(); row < slice.end(); row++, at++) {
        int part = splitters.part(words[at], RowIds.id(slice.chunk(), row));
        parts[at] = (short) part;
        starts[part + 1]++;
      }
    }
    for (int part = 1; part < starts.length; part++) {
      starts[part] += starts[part - 1];
    }
    return parts;
  }

  private void scatter(long[] words, short[] parts) {
    prefixes = new long[words.length];
    ids = new long[words.length];
    int[] next = starts.clone();
    int at = 0;
    for (EncodedRows.Slice slice : rows.slices()) {
      for (int row = slice.from(); row < slice.end(); row++, at++) {
        int to = next[parts[at]]++;
        prefixes[to] = words[at];
        ids[to] = RowIds.id(slice.chunk(), row);
      }
    }
  }

  /** Rows of a part. */
  int count(int part) {
    return starts[part + 1] - starts[part];
  }

  /** The first words, part by part. */
  long[] prefixes() {
    return prefixes;
  }

  /** The ids, part by part. */
  long[] ids() {
    return ids;
  }

  /** Copies the rows of a part; returns where the next go. */
  int copy(int part, long[] prefixesTo, long[] idsTo, int at) {
    int count = count(part);
    System.arraycopy(prefixes, starts[part], prefixesTo, at, count);
    System.arraycopy(ids, starts[part], idsTo, at, count);
    return at + count;
  }
}
