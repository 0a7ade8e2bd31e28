package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of several chunks with their encoded keys, in the order in which rows of equal keys stay:
 * slices of chunks, one behind the other. All keys begin with the same {@code common} bytes.
 */
public final class EncodedRows {
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final EncodedChunk[] chunks;
  private final long common;
  private final long longest;
  private final List<Slice> slices;
  private final int size;

  /**
   * Rows {@code from} to {@code end} of a chunk.
   *
   * @param chunk its number
   */
  public record Slice(int chunk, int from, int end) {
    int rows() {
      return end - from;
    }
  }

  private EncodedRows(EncodedChunk[] chunks, long common, long longest, List<Slice> slices) {
    this.chunks = chunks;
    this.common = common;
    this.longest = longest;
    this.slices = slices;
    this.size = slices.stream().mapToInt(Slice::rows).sum();
  }

  /** Rows of chunks, in order. */
  public static EncodedRows of(List<EncodedChunk> chunks, List<Slice> slices) {
    long common = Long.MAX_VALUE;
    long longest = 0;
    for (EncodedChunk chunk : chunks) {
      common = Math.min(common, chunk.commonWith(chunks.getFirst()));
      longest = Math.max(longest, chunk.longest());
    }
    EncodedChunk[] all = chunks.toArray(EncodedChunk[]::new);
    return new EncodedRows(all, common, longest, List.copyOf(slices));
  }

  /** The same rows in about so many ranges of about as many rows each. */
  List<EncodedRows> cut(int count) {
    List<EncodedRows> ranges = new ArrayList<>();
    List<Slice> range = new ArrayList<>();
    long rows = 0;
    for (Slice slice : slices) {
      range.add(slice);
      rows += slice.rows();
      if (rows * count >= (ranges.size() + 1L) * size) {
        ranges.add(new EncodedRows(chunks, common, longest, List.copyOf(range)));
        range.clear();
      }
    }
    return ranges;
  }

  /** Rows. */
  int size() {
    return size;
  }

  List<Slice> slices() {
    return slices;
  }

  /** Whether the first word tells all keys apart that differ. */
  boolean isOneWord() {
    return longest <= common + Long.BYTES;
  }

  /** Whether keys have bytes behind so many of those that are not common. */
  boolean reaches(long behind) {
    return longest > common + behind;
  }

  /** The first word of each row of a slice, behind what all keys have in common. */
  void words(Slice slice, long[] to, int at) {
    MemorySegment keys = chunks[slice.chunk()].keys();
    long[] starts = chunks[slice.chunk()].starts();
    for (int row = slice.from(); row < slice.end(); row++) {
      to[at++] = word(keys, starts[row] + common, starts[row + 1]);
    }
  }

  /** A word of a row, {@code behind} the bytes that all keys have in common. */
  long word(long id, long behind) {
    EncodedChunk chunk = chunks[RowIds.chunk(id)];
    int row = RowIds.row(id);
    return word(chunk.keys(), chunk.starts()[row] + common + behind, chunk.starts()[row + 1]);
  }

  /** Compares two rows {@code behind} the bytes that all keys have in common. */
  int compare(long id, long otherId, long behind) {
    EncodedChunk chunk = chunks[RowIds.chunk(id)];
    EncodedChunk other = chunks[RowIds.chunk(otherId)];
    int row = RowIds.row(id);
    int otherRow = RowIds.row(otherId);
    return RowSort.compare(
        chunk.keys(),
        chunk.starts()[row] + common + behind,
        chunk.starts()[row + 1],
        other.keys(),
        other.starts()[otherRow] + common + behind,
        other.starts()[otherRow + 1]);
  }

  /** The ids of rows spread over all, in order. */
  long[] sample(int count) {
    long[] ids = new long[count];
    int taken = 0;
    long before = 0;
    for (Slice slice : slices) {
      long end = before + slice.rows();
      for (long at = place(taken, count); taken < count && at < end; at = place(taken, count)) {
        ids[taken++] = RowIds.id(slice.chunk(), slice.from() + (int) (at - before));
      }
      before = end;
    }
    return Arrays.copyOf(ids, taken);
  }

  /** One place in each of {@code count} equal stretches, at changing distances. */
  private long place(int stretch, int count) {
    long width = size / count;
    long hash = (stretch + 1) * 0x9E3779B97F4A7C15L;
    return (long) stretch * size / count + Math.floorMod(hash >>> 20, Math.max(1, width));
  }

  /** Eight bytes of a key as a number whose unsigned order is theirs, zeros behind its end. */
  static long word(MemorySegment bytes, long start, long end) {
    long left = end - start;
    if (left <= 0) {
      return 0;
    }
    long word = bytes.get(BIG_LONG, start);
    return left >= Long.BYTES ? word : word & -1L << (Long.BYTES - left << 3);
  }
}
