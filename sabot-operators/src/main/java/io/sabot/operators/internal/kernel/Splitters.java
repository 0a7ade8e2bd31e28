package io.sabot.operators.internal.kernel;

import java.util.Arrays;

/**
 * Keys that divide rows into parts of about the same size: a row is in the part whose number is
 * that of the splitters which are not above its key. Equal keys are in one part.
 */
final class Splitters {
  private static final int SAMPLES = 16;

  private final EncodedRows rows;
  private final long[] words;
  private final long[] ids;
  private final int count;
  private final boolean oneWord;

  private Splitters(EncodedRows rows, long[] words, long[] ids, int count) {
    this.rows = rows;
    this.words = words;
    this.ids = ids;
    this.count = count;
    this.oneWord = rows.isOneWord();
  }

  /** Splitters for about so many parts, chosen from a sample of the rows. */
  static Splitters of(EncodedRows rows, int parts) {
    if (parts < 2) {
      return new Splitters(rows, new long[0], new long[0], 0);
    }
    long[] sample = rows.sample(parts * SAMPLES);
    long[] sampled = new long[sample.length];
    Arrays.setAll(sampled, i -> rows.word(sample[i], 0));
    new PartSort(rows, sampled, sample).sort(0, sample.length);
    long[] words = new long[parts];
    long[] ids = new long[parts];
    int count = 0;
    for (int i = SAMPLES; i < sample.length; i += SAMPLES) {
      if (count == 0 || rows.compare(ids[count - 1], sample[i], 0) != 0) {
        // Compared as signed numbers from here on.
        words[count] = rows.word(sample[i], 0) ^ Long.MIN_VALUE;
        ids[count++] = sample[i];
      }
    }
    return new Splitters(rows, Arrays.copyOf(words, count), ids, count);
  }

  /** How many there are: one less than parts. */
  int count() {
    return count;
  }

  /** The part of a row with this first word. */
  int part(long word, long id) {
    long signed = word ^ Long.MIN_VALUE;
    int low = 0;
    // Which half is a coin's toss: no branch.
    for (int length = count; length > 0; ) {
      int half = length + 1 >>> 1;
      low += words[low + half - 1] < signed ? half : 0;
      length -= half;
    }
    return low < count && words[low] == signed ? tied(low, id) : low;
  }

  /** The part of a row whose first word is that of a splitter. */
  private int tied(int first, long id) {
    if (oneWord) {
      return first + 1;
    }
    int part = first;
    while (part < count
        && words[part] == words[first]
        && rows.compare(ids[part], id, Long.BYTES) <= 0) {
      part++;
    }
    return part;
  }
}
