package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Where rows have other names: their ids. */
  private final long @Nullable [][] names;

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

  private EncodedRows(
      EncodedChunk[] chunks,
      long common,
      long longest,
      List<Slice> slices,
      long @Nullable [][] names) {
    this.names = names;
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
    return new EncodedRows(all, common, longest, List.copyOf(slices), null);
  }

  /** The same rows, so many at a time, the last ones maybe fewer. */
  List<EncodedRows> cut(int most) {
    List<EncodedRows> blocks = new ArrayList<>();
    List<Slice> block = new ArrayList<>();
    int room = most;
    for (Slice slice : slices) {
      for (int from = slice.from(); from < slice.end(); ) {
        int end = Math.min(slice.end(), from + room);
        block.add(new Slice(slice.chunk(), from, end));
        room -= end - from;
        from = end;
        if (room == 0) {
          blocks.add(with(block));
          block.clear();
          room = most;
        }
      }
    }
    if (!block.isEmpty()) {
      blocks.add(with(block));
    }
    return blocks;
  }

  private EncodedRows with(List<Slice> others) {
    return new EncodedRows(chunks, common, longest, List.copyOf(others), names);
  }

  /** The same rows, from now on named by their block and their place among its ids. */
  EncodedRows named(RowBlock[] blocks) {
    long[][] ids = new long[blocks.length][];
    Arrays.setAll(ids, block -> blocks[block].ids());
    return new EncodedRows(chunks, common, longest, slices, ids);
  }

  private long original(long id) {
    return names == null ? id : names[RowIds.chunk(id)][RowIds.row(id)];
  }

  /** Chunks. */
  int chunks() {
    return chunks.length;
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
  long word(long name, long behind) {
    long id = original(name);
    EncodedChunk chunk = chunks[RowIds.chunk(id)];
    int row = RowIds.row(id);
    return word(chunk.keys(), chunk.starts()[row] + common + behind, chunk.starts()[row + 1]);
  }

  /** Compares two rows {@code behind} the bytes that all keys have in common. */
  int compare(long name, long otherName, long behind) {
    long id = original(name);
    long otherId = original(otherName);
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
