package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.operator.MergingRun;
import io.sabot.operator.RunPart;
import io.sabot.operator.Step;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** What a run gives at its end, part by part and then in order. */
final class RunResults {
  private final BufferAllocator allocator;
  private final List<Row> rows = new ArrayList<>();

  private RunResults(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** The rows of a run into which all others are merged; it stays with the caller. */
  static List<Row> of(MergingRun run, BufferAllocator allocator) {
    RunResults results = new RunResults(allocator);
    for (List<RunPart> parts = run.parts(); !parts.isEmpty(); parts = run.parts()) {
      parts.forEach(results::add);
    }
    run.finish(0);
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      results.add(batch);
    }
    return results.rows;
  }

  private void add(RunPart part) {
    try (part) {
      for (Batch batch = part.next(); batch != null; batch = part.next()) {
        add(batch);
      }
    }
  }

  private void add(Batch batch) {
    try (batch) {
      rows.addAll(Rows.of(batch, allocator).list());
    }
  }
}
