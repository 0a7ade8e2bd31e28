package io.sabot.operator;

import io.sabot.RunOptions;
import io.sabot.internal.run.OneBatch;
import io.sabot.internal.run.ProcessBatchRun;
import io.sabot.internal.run.Views;
import io.sabot.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An operator: batches in, batches out. An immutable, thread-safe description; every execution
 * opens a fresh {@link OperatorRun}. Two views of one behaviour come with it: {@link #iterator}
 * pulls, {@link #publisher} publishes.
 *
 * <p>The short way to write one is {@link #outputSchema} and {@link #processBatch}:
 *
 * <pre>{@code
 * record DropColumn(String name) implements BatchOperator {
 *   public Schema outputSchema(List<Schema> inputs) { … }
 *   public VectorSchemaRoot processBatch(VectorSchemaRoot batch) { … }
 * }
 * }</pre>
 *
 * <p>An operator that keeps state, emits several batches for one, or emits at the end overrides
 * {@link #open} instead.
 */
public interface BatchOperator {
  /** The name that errors and {@code explain()} show. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Inputs it takes. */
  default int inputs() {
    return 1;
  }

  /**
   * The schema of every output batch, also of an empty result.
   *
   * @param inputs one schema per input
   * @throws io.sabot.PlanException where the operator cannot work on these inputs
   */
  Schema outputSchema(List<Schema> inputs);

  /** What a scheduler must know. The default is the most careful: one batch after the other. */
  default OperatorProperties properties() {
    return OperatorProperties.BATCH_AT_A_TIME;
  }

  /**
   * As {@link #properties()}, over inputs of these schemas: expressions that call code of the user
   * keep an operator on one worker.
   */
  default OperatorProperties properties(List<Schema> inputs) {
    return properties();
  }

  /**
   * The name of the state that its runs hand to {@link RunContext#snapshots}, so that it outlives
   * them; empty where they keep nothing beyond themselves.
   *
   * @param inputs one schema per input
   */
  default Optional<String> keyedState(List<Schema> inputs) {
    return Optional.empty();
  }

  /**
   * One batch in, one or none out: the short form of an operator without state. The batch, never
   * empty, passes to the operator, which returns it, or another built from it. Null and batches
   * without rows emit nothing. When a driver calls this, it closes every vector of the input that
   * is not, by identity, in the output, whether the call returns or throws, so that an
   * implementation need not. Never write into the vectors of the input: their memory is shared with
   * the source and other branches; write into new vectors.
   *
   * <p>Called directly it works without a source, and the result passes to the caller. Keep the
   * input in a try-with-resources statement then: an operator may or may not have closed it, and
   * closing twice does nothing. An operator that is more than this short form gives the rows of one
   * batch followed by the end of its input, as one batch.
   */
  default @Nullable VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
    return OneBatch.process(this, batch);
  }

  /** As {@link #processBatch} on part of a batch; only row-independent operators are split. */
  default @Nullable VectorSchemaRoot processMorsel(VectorSchemaRoot morsel) {
    return processBatch(morsel);
  }

  /** A fresh execution over inputs of these schemas. The default runs {@link #processBatch}. */
  default OperatorRun open(RunContext context, List<Schema> inputs) {
    return new ProcessBatchRun(this, context, outputSchema(inputs));
  }

  /**
   * The line of {@code explain()} for a run with these options over inputs of these schemas. The
   * default is the operator's text.
   */
  default String explain(RunOptions options, List<Schema> inputs) {
    return toString();
  }

  /** Pulls with default options; see {@link #iterator(RunOptions, Source...)}. */
  default BatchIterator iterator(Source... sources) {
    return iterator(RunOptions.DEFAULTS, sources);
  }

  /**
   * The pull view: runs on the caller's thread, terminates when the sources are exhausted and stays
   * exhausted. Each batch passes to the caller; closing the iterator frees the rest.
   *
   * @param sources one per input
   */
  default BatchIterator iterator(RunOptions options, Source... sources) {
    return Views.iterator(this, options, List.of(sources));
  }

  /** Publishes with default options; see {@link #publisher(RunOptions, Source...)}. */
  default Flow.Publisher<VectorSchemaRoot> publisher(Source... sources) {
    return publisher(RunOptions.DEFAULTS, sources);
  }

  /**
   * The push view: each subscriber gets a run of its own, on a shared or given thread, never its
   * own. Demand counts batches; each batch passes to the subscriber. Over an unbounded source it
   * runs until cancelled.
   *
   * @param sources one per input
   */
  default Flow.Publisher<VectorSchemaRoot> publisher(RunOptions options, Source... sources) {
    return Views.publisher(this, options, List.of(sources));
  }
}
