package io.sabot.source;

import java.util.OptionalLong;

/**
 * What is known of a source's rows.
 *
 * @param rows how many there are
 * @param bytes how large they are where they lie
 */
public record Statistics(OptionalLong rows, OptionalLong bytes) {
  /** Nothing. */
  public static final Statistics UNKNOWN =
      new Statistics(OptionalLong.empty(), OptionalLong.empty());

  /** A known number of rows. */
  public static Statistics rows(long count) {
    return new Statistics(OptionalLong.of(count), OptionalLong.empty());
  }
}
