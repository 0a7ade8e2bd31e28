package io.sabot.operators.internal.table;

import io.sabot.state.XxHash64;

/**
 * Hashes of words of which the high bits choose a place, by factors that follow from a seed.
 *
 * <p>Between multiplications the upper half is folded into the lower: what the last one is given
 * differs in many bits then, however few the keys differ in. With one step less, keys that end with
 * a few digits fell upon each other in one of a hundred seeds.
 *
 * @param seed is mixed into each word
 * @param one an odd factor
 * @param other another odd factor
 */
public record WordHash(long seed, long one, long other) {
  /**
   * One of several functions that a seed gives.
   *
   * @param number which one, from 0
   */
  public static WordHash of(long seed, int number) {
    int first = 2 * number + 1;
    return new WordHash(seed, XxHash64.hash(first, seed) | 1, XxHash64.hash(first + 1L, seed) | 1);
  }

  /** The hash of a word, for loops that hold what it takes in variables. */
  public static long hash(long word, long seed, long one, long other) {
    return hash(word, 0, seed, one, other);
  }

  /** The hash of a word and half of another one. */
  public static long hash(long first, int second, long seed, long one, long other) {
    long hash = (first ^ seed) * one;
    hash = (hash ^ hash >>> 32 ^ second) * other;
    return (hash ^ hash >>> 32) * one;
  }

  /** The hash of a word. */
  public long hash(long word) {
    return hash(word, seed, one, other);
  }

  /** The hash of a word and half of another one. */
  public long hash(long first, int second) {
    return hash(first, second, seed, one, other);
  }
}
