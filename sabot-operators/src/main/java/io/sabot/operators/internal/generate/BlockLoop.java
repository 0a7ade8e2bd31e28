package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A generated loop with its columns and numbers, driven over batches block by block. */
final class BlockLoop {
  private final LoopClass type;
  private final Template.Filled filled;
  private final boolean nulls;

  /** A loop for batches with nulls, or for those without. */
  BlockLoop(LoopClass type, Template.Filled filled, boolean nulls) {
    this.type = type;
    this.filled = filled;
    this.nulls = nulls;
  }

  /**
   * Writes the outputs for all rows of a batch.
   *
   * @param results where they go, by output
   * @return false where a row failed: the results are worthless
   */
  boolean write(Batch batch, Result[] results) {
    Call call = new Call(batch);
    for (int start = 0; start < batch.length(); start += Block.ROWS) {
      int rows = Math.min(Block.ROWS, batch.length() - start);
      for (int i = 0; i < results.length; i++) {
        call.operands.results[i] = results[i].values(start, rows);
        call.operands.bitmaps[i] = results[i].bitmap(start, rows);
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
    Call call = new Call(batch);
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
    private final Operands operands = new Operands(filled.template(), filled.constants());
    private final Block block;

    Call(Batch batch) {
      this.block = new Block(batch, filled.ordinals(), nulls, operands);
    }

    /** Whole iterations first, then the rows that are left, one by one. */
    boolean fails(int start, int rows, @Nullable Totals totals) {
      block.move(start, rows);
      Shape shape = type.shape();
      int room = Math.max(0, rows - shape.slack());
      int limit = room - room % shape.step();
      boolean failed = false;
      if (limit > 0) {
        failed = type.run(nulls, operands, limit);
        take(totals);
      }
      if (limit < rows && !failed) {
        failed = type.rest(nulls, operands, limit, rows);
        take(totals);
      }
      return failed;
    }

    private void take(@Nullable Totals totals) {
      if (totals != null) {
        totals.add(operands.longs, operands.doubles);
      }
    }
  }
}
