package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** A generated loop with its columns and numbers, driven over batches block by block. */
final class BlockLoop {
  private static final MemorySegment[] NOTHING = {};

  private final LoopClass type;
  private final Template template;
  private final int[] ordinals;
  private final long[] constants;

  private final boolean nulls;

  /** A loop for batches with nulls, or for those without. */
  BlockLoop(LoopClass type, Template.Filled filled, boolean nulls) {
    this.nulls = nulls;
    this.type = type;
    this.template = filled.template();
    this.ordinals = filled.ordinals();
    this.constants = filled.constants();
  }

  /**
   * Writes the outputs for all rows of a batch.
   *
   * @param results where they go, by output
   * @return false where a row failed: the results are worthless
   */
  boolean write(Batch batch, Result[] results) {
    Block block = new Block(batch, ordinals, nulls);
    Call call =
        new Call(block, new MemorySegment[results.length], new MemorySegment[results.length]);
    for (int start = 0; start < batch.length(); start += Block.ROWS) {
      int rows = Math.min(Block.ROWS, batch.length() - start);
      for (int i = 0; i < results.length; i++) {
        call.results[i] = results[i].values(start, rows);
        call.bitmaps[i] = results[i].bitmap(start, rows);
      }
      if (call.fails(start, rows, null)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the rows of a batch to totals.
   *
   * @return false where a row failed: the totals are what they were
   */
  boolean add(Batch batch, Totals totals) {
    Block block = new Block(batch, ordinals, nulls);
    Call call = new Call(block, NOTHING, NOTHING);
    Totals before = totals.copy();
    for (int start = 0; start < batch.length(); start += Block.ROWS) {
      int rows = Math.min(Block.ROWS, batch.length() - start);
      if (call.fails(start, rows, totals)) {
        totals.set(before);
        return false;
      }
    }
    return true;
  }

  /** Where an output is written: segments of so many rows. */
  interface Result {
    MemorySegment values(int start, int rows);

    MemorySegment bitmap(int start, int rows);
  }

  /** One pass over a batch. */
  private final class Call {
    private final Block block;
    private final MemorySegment[] results;
    private final MemorySegment[] bitmaps;
    private final long[] longs = new long[template.sinks().size() * Frame.STRIDE];
    private final double[] doubles = new double[template.sinks().size()];

    Call(Block block, MemorySegment[] results, MemorySegment[] bitmaps) {
      this.block = block;
      this.results = results;
      this.bitmaps = bitmaps;
    }

    /** Whole iterations first, then the rows that are left, one by one. */
    boolean fails(int start, int rows, @Nullable Totals totals) {
      block.move(start, rows);
      Shape shape = type.shape();
      int room = Math.max(0, rows - shape.slack());
      int limit = room - room % shape.step();
      boolean failed = false;
      if (limit > 0) {
        failed =
            type.run(
                nulls,
                block.columns,
                block.validities,
                results,
                bitmaps,
                constants,
                longs,
                doubles,
                limit);
        take(totals);
      }
      if (limit < rows && !failed) {
        failed = rest(limit, rows);
        take(totals);
      }
      return failed;
    }

    private void take(@Nullable Totals totals) {
      if (totals != null) {
        totals.add(longs, doubles);
      }
    }

    private boolean rest(int from, int to) {
      return type.rest(
          nulls,
          block.columns,
          block.validities,
          results,
          bitmaps,
          constants,
          longs,
          doubles,
          from,
          to);
    }
  }
}
