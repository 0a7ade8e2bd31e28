package io.sabot.operators.internal.join;

import org.apache.arrow.vector.types.pojo.Field;

/**
 * A column that comes out of a join.
 *
 * @param field what it is called there
 * @param owner the side whose column it is
 * @param probe its ordinal on the probe side, or −1; of a key that the build side owns, the column
 *     that stands in for it where a probe row has no pair
 * @param build its ordinal on the build side, or −1; of a key that the probe side owns, the column
 *     that stands in for it where a build row has no pair
 */
record JoinColumn(Field field, Owner owner, int probe, int build) {
  /** The side a column belongs to. */
  enum Owner {
    /** The side that looks up. */
    PROBE,
    /** The side that is kept. */
    BUILD
  }
}
