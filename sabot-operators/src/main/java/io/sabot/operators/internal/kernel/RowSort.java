package io.sabot.operators.internal.kernel;

import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows by their encoded keys ({@link SortKeyKernels}), stably. Blocks of the rows are divided
 * by splitters into parts, then part by part, which fits the nearest memory, is sorted ({@link
 * PartSort}); each of both may be done by any thread, all blocks before the first part.
 */
public final class RowSort {
  /** Rows of a part, about: what is moved of them while they are sorted has half a MiB. */
  private static final int PART_ROWS = 1 << 14;

  private static final int MOST_PARTS = 1 << 12;

  private static final int BLOCK_ROWS = 1 << 16;

  private final EncodedRows rows;
  private final RowMover mover;
  private final Splitters splitters;
  private final RowBlock[] blocks;
  private final boolean[] moved;
  private final int[] starts;
  private EncodedRows placed;
  private long[] sorted = {};

  private RowSort(EncodedRows rows, int blockRows, RowMover mover) {
    this.rows = rows;
    this.mover = mover;
    this.splitters = Splitters.of(rows, Math.min(MOST_PARTS, rows.size() / PART_ROWS));
    this.starts = new int[splitters.count() + 2];
    List<EncodedRows> cut = rows.cut(blockRows);
    this.blocks = new RowBlock[cut.size()];
    this.moved = new boolean[cut.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new RowBlock(cut.get(i), splitters);
    }
    this.placed = rows;
  }

  /** A sort of rows that stay where they are. */
  public static RowSort of(EncodedRows rows) {
    return of(rows, RowMover.NONE);
  }

  /** A sort of rows that may be moved. */
  public static RowSort of(EncodedRows rows, RowMover mover) {
    return new RowSort(rows, BLOCK_ROWS, mover);
  }

  /** As {@link #of}, in blocks of so many rows, for tests. */
  static RowSort inBlocks(EncodedRows rows, int blockRows, RowMover mover) {
    return new RowSort(rows, blockRows, mover);
  }

  /** Bytes of heap that sorting a row takes. */
  public static long bytesPerRow() {
    return 4L * Long.BYTES;
  }

  /** Work that any threads may do at the same time, before {@link #sorting}. */
  public List<Runnable> dividing() {
    List<Runnable> work = new ArrayList<>();
    for (int block = 0; block < blocks.length; block++) {
      int divided = block;
      work.add(() -> Outlined.run(() -> divide(divided)));
    }
    return work;
  }

  private void divide(int block) {
    blocks[block].divide();
    moved[block] = blocks[block].wasMixed() && mover.move(block, blocks[block].ids());
  }

  /** Work that any threads may do at the same time, when all blocks are divided. */
  public List<Runnable> sorting() {
    placed = rows.named(blocks);
    sorted = new long[rows.size()];
    List<Runnable> work = new ArrayList<>();
    for (int part = 0; part < starts.length - 1; part++) {
      starts[part + 1] = starts[part];
      for (RowBlock block : blocks) {
        starts[part + 1] += block.count(part);
      }
      int sortedPart = part;
      if (starts[part + 1] > starts[part]) {
        work.add(() -> Outlined.run(() -> sort(sortedPart)));
      }
    }
    return work;
  }

  /** The rows of a part out of all blocks, in order; what is sorted is copied to its place. */
  private void sort(int part) {
    int size = starts[part + 1] - starts[part];
    long[] words = new long[size];
    long[] places = new long[size];
    int at = 0;
    for (int block = 0; block < blocks.length; block++) {
      at = blocks[block].copy(part, block, words, places, at);
    }
    new PartSort(placed, words, places).sort(0, size);
    int first = firstMoved();
    for (int i = 0; i < size; i++) {
      int block = RowIds.chunk(places[i]);
      int row = RowIds.row(places[i]);
      sorted[starts[part] + i] =
          moved[block] ? RowIds.id(first + block, row) : blocks[block].ids()[row];
    }
  }

  /**
   * The number of the chunk that the first block was moved to, the others behind it: 0 where all
   * blocks were moved, and otherwise behind the chunks that rows came in.
   */
  public int firstMoved() {
    for (boolean one : moved) {
      if (!one) {
        return rows.chunks();
      }
    }
    return 0;
  }

  /** How many blocks there are. */
  public int blocks() {
    return blocks.length;
  }

  /** The ids of all rows, sorted when all is done. */
  public long[] sorted() {
    return sorted;
  }

  /** The ids of all rows, sorted by this thread. */
  public long[] sort() {
    dividing().forEach(Runnable::run);
    sorting().forEach(Runnable::run);
    return sorted;
  }

  /** Compares two encoded keys, or what follows equal beginnings of them. */
  public static int compare(
      MemorySegment one,
      long oneStart,
      long oneEnd,
      MemorySegment two,
      long twoStart,
      long twoEnd) {
    long at = oneStart;
    long other = twoStart;
    while (at < oneEnd && other < twoEnd) {
      long word = EncodedRows.word(one, at, oneEnd);
      long otherWord = EncodedRows.word(two, other, twoEnd);
      if (word != otherWord) {
        return Long.compareUnsigned(word, otherWord);
      }
      at += Long.BYTES;
      other += Long.BYTES;
    }
    return 0;
  }

  /** The first eight bytes of a key, as a signed number of the same order. */
  static long prefix(MemorySegment bytes, long start, long end) {
    return EncodedRows.word(bytes, start, end) ^ Long.MIN_VALUE;
  }

  /**
   * The rows whose key is below a bound.
   *
   * @param below where they go, room for all
   * @return how many there are
   */
  public static int below(
      MemorySegment keys,
      long[] starts,
      MemorySegment bound,
      long boundStart,
      long boundEnd,
      int[] below) {
    int count = 0;
    for (int row = 0; row < starts.length - 1; row++) {
      int order = compare(keys, starts[row], starts[row + 1], bound, boundStart, boundEnd);
      below[count] = row;
      count += order < 0 ? 1 : 0;
    }
    return count;
  }
}
