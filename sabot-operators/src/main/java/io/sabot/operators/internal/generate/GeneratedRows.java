package io.sabot.operators.internal.generate;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.BoundExpression;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Columns of a value per row, by one generated loop. Of one run, used by one thread at a time. */
public final class GeneratedRows {
  private final List<BoundExpression> expressions;
  private final LoopChoice loops;

  private GeneratedRows(List<BoundExpression> expressions, List<Sink> sinks, Backend asked) {
    this.expressions = List.copyOf(expressions);
    this.loops = new LoopChoice(Parts.of(List.of(), sinks), asked);
  }

  /**
   * Columns, or null where no loop can be generated for them, or none is wanted.
   *
   * @param asked generated ones are used at once, others when they are warm
   */
  public static @Nullable GeneratedRows of(List<BoundExpression> expressions, Backend asked) {
    List<Sink> sinks =
        expressions.stream().map(expression -> (Sink) new Sink.Output(expression)).toList();
    return GeneratedTotals.isWanted(asked) && Support.of(List.of(), sinks) == Support.VECTOR
        ? new GeneratedRows(expressions, sinks, asked)
        : null;
  }

  /**
   * One column per expression, which pass to the caller; the batch stays there. Null where there is
   * no loop yet, or none for such a batch, or where a row fails.
   */
  public @Nullable List<Column> evaluate(Batch batch, BufferAllocator allocator) {
    BlockLoop loop = loops.of(batch);
    if (loop == null) {
      return null;
    }
    long start = System.nanoTime();
    try (Outputs outputs = new Outputs(expressions, batch.length(), allocator)) {
      boolean written = loop.write(batch, outputs.results());
      loops.loopTook(batch.length(), System.nanoTime() - start);
      return written ? outputs.columns() : null;
    }
  }

  /** Takes how long others took for the batch that was not taken. */
  public void kernelsTook(int rows, long nanos) {
    loops.kernelsTook(rows, nanos);
  }
}
