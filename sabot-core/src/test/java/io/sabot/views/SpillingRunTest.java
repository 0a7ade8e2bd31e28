package io.sabot.views;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import io.sabot.testkit.FailingSource;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends that wrote to disk, nothing stays there. */
@Tag("contract")
class SpillingRunTest {
  private static final Schema SCHEMA = Tables.schema("a:int");

  /** Gives its input back from disk, once that has ended. */
  private record ByWayOfDisk() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorProperties properties() {
      return OperatorProperties.BLOCKING;
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      Reservation reservation = context.reserve("rows");
      SpillFile file = context.spillFile(inputs.getFirst(), reservation);
      return new UnaryRun() {
        private SpillReader reader;

        @Override
        protected void process(Batch batch) {
          try (batch) {
            file.write(batch);
          }
        }

        @Override
        protected void end() {
          reader = file.read();
        }

        @Override
        protected void more() {
          Batch batch = reader == null ? null : reader.next();
          if (batch != null) {
            emit(batch);
          }
        }

        @Override
        protected void release() {
          try (reservation;
              file) {
            if (reader != null) {
              reader.close();
            }
          }
        }
      };
    }
  }

  private final TestAllocator allocator = new TestAllocator();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withAllocator(allocator).withTemporaryFolder(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private VectorSchemaRoot root(int number) {
    return table("a:int", row(number)).root(allocator);
  }

  private Source numbers(int count) {
    return Sources.iterator(SCHEMA, IntStream.range(0, count).mapToObj(this::root).iterator());
  }

  private BatchIterator run(Source source) {
    return new ByWayOfDisk().iterator(options, source);
  }

  @Test
  void thatSucceeds() {
    Rows.assertRows(run(numbers(3)), row(0), row(1), row(2));
  }

  @Test
  void thatIsClosedHalfWay() {
    try (BatchIterator batches = run(numbers(3))) {
      batches.next().close();
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void thatFails() {
    assertThatThrownBy(() -> Rows.drain(run(FailingSource.after(2, numbers(3)))))
        .isInstanceOf(SabotException.class);
  }

  @Test
  void thatIsClosedByAnotherThreadWhileItWrites() {
    AtomicReference<BatchIterator> batches = new AtomicReference<>();
    Source closing =
        Sources.iterator(
            SCHEMA,
            IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> {
                  if (i == 2) {
                    closeElsewhere(batches.get());
                  }
                  return root(i);
                })
                .iterator());
    batches.set(run(closing));
    assertThatThrownBy(() -> batches.get().next()).isInstanceOf(CancelledException.class);
  }

  private static void closeElsewhere(BatchIterator batches) {
    Thread other = Thread.ofPlatform().start(batches::close);
    try {
      other.join();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
