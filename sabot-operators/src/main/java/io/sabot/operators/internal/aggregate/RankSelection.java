package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Finds the word that would stand at a place if a range were sorted, by C. A. R. Hoare's "Find"
 * (1961): the range is divided at one of its words, and the half that holds the place is searched
 * on. That word is drawn at random, so that no order of the input makes it slow.
 */
final class RankSelection {
  private static final int SMALL = 12;

  private final MemorySegment words;
  private long random = 0x9E3779B97F4A7C15L;

  RankSelection(MemorySegment words) {
    this.words = words;
  }

  /**
   * The word of a place; smaller ones come to lie before it, larger ones behind it.
   *
   * @param from the first place of the range
   * @param end behind its last
   */
  long select(int from, int end, int place) {
    int low = from;
    int high = end - 1;
    while (high - low > SMALL) {
      long pivot = get(low + next(high - low + 1));
      int left = low;
      int right = high;
      while (left <= right) {
        left = above(left, pivot);
        right = below(right, pivot);
        if (left <= right) {
          swap(left++, right--);
        }
      }
      if (place <= right) {
        high = right;
      } else if (place >= left) {
        low = left;
      } else {
        return get(place);
      }
    }
    sort(low, high);
    return get(place);
  }

  /** The smallest word of a range that is not empty. */
  long least(int from, int end) {
    long least = get(from);
    for (int i = from + 1; i < end; i++) {
      least = Math.min(least, get(i));
    }
    return least;
  }

  private int above(int from, long pivot) {
    int at = from;
    while (get(at) < pivot) {
      at++;
    }
    return at;
  }

  private int below(int from, long pivot) {
    int at = from;
    while (get(at) > pivot) {
      at--;
    }
    return at;
  }

  private void sort(int low, int high) {
    for (int i = low + 1; i <= high; i++) {
      long word = get(i);
      int at = i;
      while (at > low && get(at - 1) > word) {
        words.set(Memory.LONG, (long) at << 3, get(at - 1));
        at--;
      }
      words.set(Memory.LONG, (long) at << 3, word);
    }
  }

  private int next(int bound) {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) ((random >>> 33) * bound >>> 31);
  }

  private long get(int at) {
    return words.get(Memory.LONG, (long) at << 3);
  }

  private void swap(int one, int other) {
    long word = get(one);
    words.set(Memory.LONG, (long) one << 3, get(other));
    words.set(Memory.LONG, (long) other << 3, word);
  }
}
