package io.sabot.memory;

import org.apache.arrow.memory.ArrowBuf;

/**
 * A piece of memory that is given out in blocks: halves, halves of halves, and so on, down to
 * leaves. A block that comes back joins its other half where that is free, too. Not thread-safe.
 *
 * <pre>
 * node 1             the whole chunk
 * nodes 2, 3         its halves
 * nodes 2^d …        blocks of 1 / 2^d, in the order of their addresses
 * </pre>
 *
 * <p>Knowlton, A fast storage allocator, CACM 8 (1965).
 */
final class BuddyChunk {
  private static final int LEAF_BITS = 13;
  private static final int HALVINGS = 12;

  /** Bytes of a chunk. */
  static final long BYTES = 1L << LEAF_BITS + HALVINGS;

  private final ArrowBuf memory;

  /** Per node 1 + the order of the largest free block in it, 0 where there is none. */
  private final byte[] free = new byte[2 << HALVINGS];

  /** When the last block came back, on the clock of {@link System#nanoTime}. */
  private long idleSince;

  private int place;

  /** A chunk of which nothing is taken, in memory of {@link #BYTES}, which passes to it. */
  BuddyChunk(ArrowBuf memory, int place) {
    this.memory = memory;
    this.place = place;
    for (int node = 1; node < free.length; node++) {
      free[node] = (byte) (1 + order(node));
    }
  }

  /** The order of the smallest block that has room: leaves have order 0, the chunk has the last. */
  static int orderFor(long bytes) {
    long leaves = bytes + (1L << LEAF_BITS) - 1 >> LEAF_BITS;
    return leaves <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
  }

  private static int order(int node) {
    return HALVINGS - (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(node));
  }

  /** Whether a block of this order is free. */
  boolean has(int order) {
    return free[1] > order;
  }

  /** Whether all of it is. */
  boolean isFree() {
    return free[1] > HALVINGS;
  }

  /** Takes a block of an order that {@link #has} said is free, and gives its node. */
  int take(int order) {
    int node = 1;
    for (int at = HALVINGS; at > order; at--) {
      node = free[2 * node] > order ? 2 * node : 2 * node + 1;
    }
    free[node] = 0;
    for (int above = node >> 1; above > 0; above >>= 1) {
      free[above] = (byte) Math.max(free[2 * above], free[2 * above + 1]);
    }
    return node;
  }

  /** Takes a block back. */
  void give(int node) {
    if (free[node] != 0) {
      throw new IllegalStateException("a block must be taken to come back, but it is free");
    }
    free[node] = (byte) (1 + order(node));
    for (int above = node >> 1; above > 0; above >>= 1) {
      int left = free[2 * above];
      int right = free[2 * above + 1];
      boolean whole = left == order(above) && right == left;
      free[above] = (byte) (whole ? left + 1 : Math.max(left, right));
    }
    idleSince = isFree() ? System.nanoTime() : 0;
  }

  /** Where a block begins in {@link #memory}. */
  long offset(int node) {
    int first = Integer.highestOneBit(node);
    return (long) (node - first) << LEAF_BITS + order(node);
  }

  /** Bytes of a block. */
  long bytes(int node) {
    return 1L << LEAF_BITS + order(node);
  }

  ArrowBuf memory() {
    return memory;
  }

  /** Whether nobody has used it since a time. */
  boolean isIdleSince(long time) {
    return isFree() && idleSince - time <= 0;
  }

  /** Where it stands among the chunks of its pool. */
  int place() {
    return place;
  }

  void move(int to) {
    place = to;
  }
}
