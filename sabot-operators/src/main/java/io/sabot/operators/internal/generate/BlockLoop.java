package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.operators.internal.generate.Parts.Part;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generated loops with their columns and numbers, driven over batches block by block. */
final class BlockLoop {
  private static final Result[] NOTHING = {};

  private final List<LoopClass> types;
  private final List<Part> parts;
  private final boolean nulls;

  /** Loops for batches with nulls, or for those without. */
  BlockLoop(List<LoopClass> types, List<Part> parts, boolean nulls) {
    this.types = types;
    this.parts = parts;
    this.nulls = nulls;
  }

  /**
   * Writes the outputs for all rows of a batch.
   *
   * @param results where they go, by output
   * @return false where a row failed: the results are worthless
   */
  boolean write(Batch batch, Result[] results) {
    return passes(new Pass(batch, results), batch.length(), null);
  }

  /**
   * Adds the rows of a batch to totals.
   *
   * @return false where a row failed: the totals are what they were
   */
  boolean add(Batch batch, Totals totals) {
    Totals before = totals.copy();
    boolean passes = passes(new Pass(batch, NOTHING), batch.length(), totals);
    if (!passes) {
      totals.set(before);
    }
    return passes;
  }

  private boolean passes(Pass pass, int length, @Nullable Totals totals) {
    int rows = Block.rows(types);
    for (int start = 0; start < length; start += rows) {
      if (pass.fails(start, Math.min(rows, length - start), totals)) {
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

  /** All loops over a batch, block by block. */
  private final class Pass {
    private final long[] rows = new long[Block.ROWS / Long.SIZE];
    private final List<Call> calls = new ArrayList<>();

    Pass(Batch batch, Result[] results) {
      for (int i = 0; i < parts.size(); i++) {
        calls.add(new Call(types.get(i), parts.get(i), batch, results, rows));
      }
    }

    boolean fails(int start, int rows, @Nullable Totals totals) {
      for (Call call : calls) {
        if (call.fails(start, rows, totals)) {
          return true;
        }
      }
      return false;
    }
  }

  /** One loop over a batch. */
  private final class Call {
    private final LoopClass type;
    private final Part part;
    private final Result[] results;
    private final Operands operands;
    private final Block block;

    Call(LoopClass type, Part part, Batch batch, Result[] results, long[] rows) {
      Template.Filled filled = part.filled();
      this.type = type;
      this.part = part;
      this.results = results;
      this.operands = new Operands(filled.template(), filled.constants(), rows);
      this.block = new Block(batch, filled.ordinals(), nulls, operands);
    }

    /** What is kept of a block replaces what the loops before have kept. */
    boolean fails(int start, int rows, @Nullable Totals totals) {
      if (!part.keepsRows()) {
        return runs(start, rows, totals);
      }
      Arrays.fill(operands.kept, 0);
      boolean failed = runs(start, rows, totals);
      System.arraycopy(operands.kept, 0, operands.rows, 0, operands.rows.length);
      return failed;
    }

    /** Whole iterations first, then the rows that are left, one by one; whether one failed. */
    private boolean runs(int start, int rows, @Nullable Totals totals) {
      block.move(start, rows);
      if (totals == null) {
        place(start, rows);
      }
      Shape shape = type.shape();
      int room = Math.max(0, rows - shape.slack());
      int limit = room - room % shape.step();
      boolean failed = false;
      if (limit > 0) {
        failed = type.run(nulls, operands, limit);
        take(totals, shape.lanes());
        operands.expect(limit);
      }
      if (limit < rows && !failed) {
        failed = type.rest(nulls, operands, limit, rows);
        take(totals, 1);
      }
      return failed;
    }

    private void place(int start, int rows) {
      for (int i = 0; i < part.sinks().length; i++) {
        Result result = results[part.sinks()[i]];
        operands.results[i] = result.values(start, rows);
        operands.bitmaps[i] = result.bitmap(start, rows);
      }
    }

    private void take(@Nullable Totals totals, int lanes) {
      if (totals != null) {
        totals.add(operands, lanes, part.sinks());
      }
    }
  }
}
