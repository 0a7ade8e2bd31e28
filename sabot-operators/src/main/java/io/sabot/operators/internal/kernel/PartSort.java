package io.sabot.operators.internal.kernel;

import java.util.Arrays;

/**
 * Sorts rows by a word of their keys and, where that is the same, by the words behind it: two
 * arrays move together, the words and the ids of the rows. Of the bits in which words differ the
 * highest go first, two bytes at most, each by counting; what they leave together is sorted by the
 * rest. Stable.
 */
final class PartSort {
  private static final int INSERTION = 24;
  private static final int DIGIT = 8;

  /** From so many rows on a second byte is worth counting. */
  private static final int TWO_DIGITS = 1 << 11;

  private final EncodedRows rows;
  private final long[] words;
  private final long[] ids;
  private long[] otherWords = {};
  private long[] otherIds = {};
  private final int[] counts = new int[1 << DIGIT];

  /** Sorts in these arrays. */
  PartSort(EncodedRows rows, long[] words, long[] ids) {
    this.rows = rows;
    this.words = words;
    this.ids = ids;
  }

  /** Sorts rows from the first word of their keys on. */
  void sort(int from, int end) {
    sort(from, end, 0);
  }

  /** Sorts rows by the word {@code at} these bytes, which is loaded, and by those behind it. */
  private void sort(int from, int end, long at) {
    if (end - from <= INSERTION) {
      insert(from, end, at);
      return;
    }
    long behind = at;
    long differ = differ(from, end);
    while (differ == 0) {
      behind += Long.BYTES;
      if (!rows.reaches(behind)) {
        return;
      }
      load(from, end, behind);
      differ = differ(from, end);
    }
    int top = Long.SIZE - Long.numberOfLeadingZeros(differ);
    int low = Long.numberOfTrailingZeros(differ);
    int width = end - from < TWO_DIGITS ? DIGIT : 2 * DIGIT;
    int shift = Math.max(low, top - width);
    if (!isSorted(from, end)) {
      for (int bit = shift; bit < top; bit += DIGIT) {
        count(from, end, bit, Math.min(DIGIT, top - bit));
      }
    }
    ties(from, end, shift, low, behind);
  }

  private long differ(int from, int end) {
    long first = words[from];
    long differ = 0;
    for (int i = from + 1; i < end; i++) {
      differ |= words[i] ^ first;
    }
    return differ;
  }

  private boolean isSorted(int from, int end) {
    for (int i = from + 1; i < end; i++) {
      if (Long.compareUnsigned(words[i - 1], words[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  private void load(int from, int end, long behind) {
    for (int i = from; i < end; i++) {
      words[i] = rows.word(ids[i], behind);
    }
  }

  /** Sorts by some bits. */
  private void count(int from, int end, int bit, int bits) {
    long mask = (1L << bits) - 1;
    Arrays.fill(counts, 0);
    for (int i = from; i < end; i++) {
      counts[(int) (words[i] >>> bit & mask)]++;
    }
    int next = 0;
    for (int digit = 0; digit <= mask; digit++) {
      int here = counts[digit];
      counts[digit] = next;
      next += here;
    }
    if (otherWords.length < end - from) {
      otherWords = new long[end - from];
      otherIds = new long[end - from];
    }
    for (int i = from; i < end; i++) {
      int to = counts[(int) (words[i] >>> bit & mask)]++;
      otherWords[to] = words[i];
      otherIds[to] = ids[i];
    }
    System.arraycopy(otherWords, 0, words, from, end - from);
    System.arraycopy(otherIds, 0, ids, from, end - from);
  }

  /** Sorts further what has the same bits from {@code shift} on. */
  private void ties(int from, int end, int shift, int low, long behind) {
    if (shift == low && !rows.reaches(behind + Long.BYTES)) {
      return;
    }
    int start = from;
    for (int i = from + 1; i <= end; i++) {
      if (i == end || (words[i] ^ words[start]) >>> shift != 0) {
        if (i - start > 1) {
          sort(start, i, behind);
        }
        start = i;
      }
    }
  }

  private void insert(int from, int end, long behind) {
    for (int i = from + 1; i < end; i++) {
      long word = words[i];
      long id = ids[i];
      int to = i;
      while (to > from && isAbove(words[to - 1], ids[to - 1], word, id, behind)) {
        words[to] = words[to - 1];
        ids[to] = ids[to - 1];
        to--;
      }
      words[to] = word;
      ids[to] = id;
    }
  }

  private boolean isAbove(long word, long id, long otherWord, long otherId, long behind) {
    if (word != otherWord) {
      return Long.compareUnsigned(word, otherWord) > 0;
    }
    return rows.reaches(behind + Long.BYTES) && rows.compare(id, otherId, behind + Long.BYTES) > 0;
  }
}
