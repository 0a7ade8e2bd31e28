package io.sabot.operators.internal.group;

/**
 * Tells when groups have so few rows each that to merge those of one run with those of another
 * would be nearly the same work twice.
 */
final class FewRows {
  /** So many target batches of groups are merged before it matters. */
  private static final int MERGED_BATCHES = 4;

  /** Rows for each group from which on groups of one's own pay. */
  private static final int WORTH_MERGING = 2;

  /**
   * Of rows that come when there are many groups, the share that find none of theirs: where fewer
   * do, the groups are about to be all there.
   */
  private static final double NEW_SHARE = 0.8;

  private final long mostRows;
  private final int batchRows;

  /** How many groups there are when it is next said what will be. */
  private long next;

  /**
   * Of the groups of one run.
   *
   * @param mostRows rows of all runs at most, {@link Long#MAX_VALUE} where nobody knows
   * @param batchRows rows of a target batch
   */
  FewRows(long mostRows, int batchRows) {
    this.mostRows = mostRows;
    this.batchRows = batchRows;
    this.next = batchRows;
  }

  /**
   * Whether groups have had few rows, and still nearly each row brings one.
   *
   * @param groups how many there are
   * @param rows how many rows they have
   * @param found groups that the last {@code among} rows brought
   */
  boolean seem(long groups, long rows, long found, int among) {
    return groups >= (long) MERGED_BATCHES * batchRows
        && rows < WORTH_MERGING * groups
        && found > NEW_SHARE * among;
  }

  /**
   * Whether groups will have few rows, where it is known how many come; false, too, until there are
   * twice as many groups as when it was said last, as keys that cannot be packed yet may be later.
   *
   * <p>Were keys drawn evenly, the rows that find their group would be as many of the last ones as
   * groups are of all that there will be.
   */
  boolean willBe(long groups, long found, int among) {
    double all = (double) groups * (among + 1) / (among - found + 1);
    boolean said = groups >= next && mostRows < WORTH_MERGING * all;
    next = said ? 2 * groups : next;
    return said;
  }
}
