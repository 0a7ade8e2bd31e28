package io.sabot.state;

/**
 * A range of the {@value #COUNT} key groups into which the partition hash divides all keys.
 *
 * @param first the first group
 * @param end the group after the last
 */
public record KeyGroups(int first, int end) {
  /** How many key groups there are. */
  public static final int COUNT = 128;

  /** Every group. */
  public static final KeyGroups ALL = new KeyGroups(0, COUNT);

  /** The group of a partition hash: its high 7 bits. */
  public static int of(long partitionHash) {
    return (int) (partitionHash >>> 57);
  }

  /** Whether the group lies in the range. */
  public boolean contains(int group) {
    return group >= first && group < end;
  }
}
