package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Stage;
import io.sabot.operator.UnaryRun;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SubmissionPublisher;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows held back for fuller batches come out when the source goes quiet, or keeps busy too long.
 */
@Tag("contract")
class FlushTest extends ViewsFixture {
  @Test
  void beforeASourceMakesTheRunWait() {
    try (SubmissionPublisher<VectorSchemaRoot> publisher =
        new SubmissionPublisher<>(Runnable::run, 8)) {
      Stage stage =
          stage(
              Sources.publisher(Numbers.SCHEMA, publisher, Source.Boundedness.UNBOUNDED),
              new UntilFlushed());
      List<Long> rows = new ArrayList<>();
      Probe<VectorSchemaRoot> probe = Probe.all(batch -> rows.addAll(Numbers.take(batch)));
      Views.publisher(stage, options.withExecutor(Runnable::run)).subscribe(probe);
      publisher.submit(Numbers.range(allocator, 0, 2));
      assertThat(rows).containsExactly(0L, 1L);
      publisher.submit(Numbers.range(allocator, 2, 1));
      assertThat(rows).containsExactly(0L, 1L, 2L);
      probe.subscription().cancel();
    }
  }

  @Test
  void atIntervalsWhileAnUnboundedSourceIsBusy() {
    RunOptions eager = options.withFlushInterval(Duration.ofNanos(1));
    Stage stage =
        stage(
            Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i, 1)),
            new UntilFlushed());
    try (BatchIterator batches = Views.iterator(stage, eager)) {
      assertThat(Numbers.take(batches.next())).containsExactly(0L);
      assertThat(Numbers.take(batches.next())).containsExactly(1L);
    }
  }

  @Test
  void aBoundedSourceThatIsBusyIsNotFlushed() {
    RunOptions eager = options.withFlushInterval(Duration.ofNanos(1));
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 16);
        BatchIterator batches =
            Views.iterator(stage(Sources.table(root, 8), new UntilFlushed()), eager)) {
      assertThat(batches.hasNext()).isFalse();
    }
  }

  /** Gives what it holds at a flush only, and drops it at the end. */
  private record UntilFlushed() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        private final List<Batch> held = new ArrayList<>();

        @Override
        protected void process(Batch batch) {
          held.add(batch);
        }

        @Override
        protected void receive(Signal signal) {
          held.forEach(this::emit);
          held.clear();
          pass(signal);
        }

        @Override
        protected void release() {
          held.forEach(Batch::close);
          held.clear();
        }
      };
    }
  }
}
