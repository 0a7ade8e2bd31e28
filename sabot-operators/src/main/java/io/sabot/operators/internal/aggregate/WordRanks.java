package io.sabot.operators.internal.aggregate;

import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Turns canonical words of values of up to 8 bytes into signed 64-bit ranks of the same order, NaN
 * last, and back.
 *
 * @param order how words are ordered
 * @param complement 0, or −1 where the largest value gets the smallest rank
 */
record WordRanks(Order order, long complement) {
  enum Order {
    SIGNED,
    UNSIGNED,
    FLOATING
  }

  /** The smallest value first. */
  static WordRanks ascending(ArrowType type) {
    return new WordRanks(order(type), 0);
  }

  /** The largest value first. */
  static WordRanks descending(ArrowType type) {
    return new WordRanks(order(type), -1);
  }

  private static Order order(ArrowType type) {
    return switch (type) {
      case ArrowType.FloatingPoint t -> Order.FLOATING;
      case ArrowType.Int t when !t.getIsSigned() -> Order.UNSIGNED;
      default -> Order.SIGNED;
    };
  }

  /** The rank of a word. */
  long rank(long word) {
    return switch (order) {
      case SIGNED -> word ^ complement;
      case UNSIGNED -> word ^ complement ^ Long.MIN_VALUE;
      case FLOATING -> floating(word) ^ complement;
    };
  }

  /** The word of a rank. */
  long word(long rank) {
    return switch (order) {
      case SIGNED -> rank ^ complement;
      case UNSIGNED -> rank ^ complement ^ Long.MIN_VALUE;
      case FLOATING -> floating(rank ^ complement);
    };
  }

  /** Replaces words by their ranks. */
  void rank(long[] words, int rows) {
    switch (order) {
      case SIGNED -> invert(words, complement, rows);
      case UNSIGNED -> invert(words, complement ^ Long.MIN_VALUE, rows);
      case FLOATING -> {
        for (int i = 0; i < rows; i++) {
          words[i] = complement ^ floating(words[i]);
        }
      }
    }
  }

  private static void invert(long[] words, long mask, int rows) {
    for (int i = 0; i < rows; i++) {
      words[i] ^= mask;
    }
  }

  /** Orders the bits of doubles as signed integers; its own inverse. */
  private static long floating(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }
}
