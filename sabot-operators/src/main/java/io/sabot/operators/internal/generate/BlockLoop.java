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

  BlockLoop(LoopClass type, Template.Filled filled) {
    this.type = type;
    this.template = filled.template();
    this.ordinals = filled.ordinals();
    this.constants = filled.constants();
  }

  /** Whether the columns of a batch lie in memory as the loop reads them. */
  boolean takes(Batch batch) {
    if (batch.selection() != Selection.ALL) {
      return false;
    }
    for (int i = 0; i < ordinals.length; i++) {
      ArrowType type = template.columns().get(i);
      Column column = batch.column(ordinals[i]);
      boolean unexpected = column.hasNulls() && !isNullable(batch, ordinals[i]);
      if (column.dictionary() != null || !column.physicalType().equals(type) || unexpected) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNullable(Batch batch, int ordinal) {
    return batch.schema().getFields().get(ordinal).isNullable();
  }

  /**
   * Writes the outputs for all rows of a batch.
   *
   * @param results where they go, by output
   * @return false where a row failed: the results are worthless
   */
  boolean write(Batch batch, Result[] results) {
    Block block = new Block(batch, ordinals);
    Call call =
        new Call(block, new MemorySegment[results.length], new MemorySegment[results.length]);
    for (int start = 0; start < batch.length(); start += Block.ROWS) {
      int rows = Math.min(Block.ROWS, batch.length() - start);
      for (int i = 0; i < results.length; i++) {
        call.results[i] = results[i].values(start);
        call.bitmaps[i] = results[i].bitmap(start);
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
    Block block = new Block(batch, ordinals);
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

  /** Where an output is written; segments begin at a row. */
  interface Result {
    MemorySegment values(int row);

    MemorySegment bitmap(int row);
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

    /** Whole vectors first, then the rows that are left. */
    boolean fails(int start, int rows, @Nullable Totals totals) {
      boolean masked = block.move(start, rows);
      Shape shape = type.shape();
      int room = Math.max(0, rows - shape.slack());
      int limit = shape.lanes() == 1 ? 0 : room - room % shape.step();
      boolean failed = false;
      if (limit > 0) {
        failed = vectors(masked, limit);
        take(totals);
      }
      if (limit < rows && !failed) {
        failed = rows(masked, limit, rows);
        take(totals);
      }
      return failed;
    }

    private void take(@Nullable Totals totals) {
      if (totals != null) {
        totals.add(longs, doubles);
      }
    }

    private boolean vectors(boolean masked, int to) {
      Loop loop = type.loop();
      return masked
          ? loop.maskedVector(
              block.columns, block.validities, results, bitmaps, constants, longs, doubles, 0, to)
          : loop.denseVector(
              block.columns, block.validities, results, bitmaps, constants, longs, doubles, 0, to);
    }

    private boolean rows(boolean masked, int from, int to) {
      Loop loop = type.loop();
      return masked
          ? loop.maskedScalar(
              block.columns,
              block.validities,
              results,
              bitmaps,
              constants,
              longs,
              doubles,
              from,
              to)
          : loop.denseScalar(
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
