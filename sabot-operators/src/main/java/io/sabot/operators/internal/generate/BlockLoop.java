package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Outlined;
import io.sabot.operators.internal.generate.Parts.Part;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generated loops with their columns and numbers, driven over batches block by block. Of one run,
 * used by one thread at a time.
 */
final class BlockLoop {
  private static final Result[] NOTHING = {};

  private final List<Call> calls = new ArrayList<>();
  private final int rows;

  /** Loops for batches with nulls, or for those without. */
  BlockLoop(List<LoopClass> types, List<Part> parts, boolean nulls) {
    this.rows = Block.rows(types);
    long[] kept = new long[types.size() > 1 ? rows / Long.SIZE : 0];
    for (int i = 0; i < parts.size(); i++) {
      calls.add(new Call(types.get(i), parts.get(i), nulls, kept));
    }
  }

  /**
   * Writes the outputs for all rows of a batch.
   *
   * @param results where they go, by output
   * @return false where a row failed: the results are worthless
   */
  boolean write(Batch batch, Result[] results) {
    return passes(batch, results, null);
  }

  /**
   * Adds the rows of a batch to totals.
   *
   * @return false where a row failed: the totals are what they were
   */
  boolean add(Batch batch, Totals totals) {
    Totals before = totals.copy();
    boolean passes = passes(batch, NOTHING, totals);
    if (!passes) {
      totals.set(before);
    }
    return passes;
  }

  private boolean passes(Batch batch, Result[] results, @Nullable Totals totals) {
    try {
      calls.forEach(call -> call.block.open(batch));
      for (int start = 0; start < batch.length(); start += rows) {
        if (fails(start, Math.min(rows, batch.length() - start), results, totals)) {
          return false;
        }
      }
      return true;
    } finally {
      calls.forEach(call -> call.block.close());
    }
  }

  private boolean fails(int start, int rows, Result[] results, @Nullable Totals totals) {
    for (Call call : calls) {
      if (call.fails(start, rows, results, totals)) {
        return true;
      }
    }
    return false;
  }

  /** Where an output is written: segments of so many rows. */
  interface Result {
    MemorySegment values(int start, int rows);

    MemorySegment bitmap(int start, int rows);
  }

  /** One of the loops, which run one after the other over each block. */
  private static final class Call {
    private final LoopClass type;
    private final Part part;
    private final boolean nulls;
    private final Operands operands;
    private final Block block;

    Call(LoopClass type, Part part, boolean nulls, long[] kept) {
      Template.Filled filled = part.filled();
      this.type = type;
      this.part = part;
      this.nulls = nulls;
      this.operands = new Operands(filled.template(), filled.constants(), kept);
      this.block = new Block(filled.ordinals(), nulls, operands);
    }

    /** What is kept of a block replaces what the loops before have kept. */
    boolean fails(int start, int rows, Result[] results, @Nullable Totals totals) {
      if (!part.keepsRows()) {
        return runs(start, rows, results, totals);
      }
      Arrays.fill(operands.kept, 0);
      boolean failed = runs(start, rows, results, totals);
      System.arraycopy(operands.kept, 0, operands.rows, 0, operands.rows.length);
      return failed;
    }

    /** Whole iterations first, then the rows that are left, one by one; whether one failed. */
    private boolean runs(int start, int rows, Result[] results, @Nullable Totals totals) {
      block.move(start, rows);
      if (totals == null) {
        place(start, rows, results);
      }
      Shape shape = type.shape();
      int room = Math.max(0, rows - shape.slack());
      int limit = room - room % shape.step();
      boolean failed = false;
      if (limit > 0) {
        failed = Outlined.get(() -> type.run(nulls, operands, limit));
        take(totals, shape.lanes());
        operands.expect(limit);
      }
      if (limit < rows && !failed) {
        failed = Outlined.get(() -> type.rest(nulls, operands, limit, rows));
        take(totals, 1);
      }
      return failed;
    }

    private void place(int start, int rows, Result[] results) {
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
