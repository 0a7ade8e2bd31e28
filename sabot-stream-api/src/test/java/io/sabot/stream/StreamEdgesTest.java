package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.RunContext;
import io.sabot.plan.Plan;
import io.sabot.plan.PlanText;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.source.Source;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a stream meets the world: sinks, files, tables, plans as text, interrupts. */
@Tag("contract")
class StreamEdgesTest {
  private static final TextTable NUMBERS = table("n:long", row(1), row(2), row(3), row(4));

  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private TestAllocator allocator;

  @TempDir private Path folder;

  @BeforeEach
  void open() {
    allocator = new TestAllocator();
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private VectorSchemaRoot kept(TextTable table) {
    VectorSchemaRoot root = table.root(allocator);
    roots.add(root);
    return root;
  }

  private Stream numbers() {
    return Stream.fromBatches(List.of(kept(NUMBERS)))
        .with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  @Test
  void aTableIsReadInBatchesOfTheSizeAskedFor() {
    Stream stream = Stream.fromTable(kept(NUMBERS), 3).with(numbers().options());
    List<Integer> sizes = new ArrayList<>();
    stream.forEach(batch -> sizes.add(batch.getRowCount()));
    assertThat(sizes).containsExactly(3, 1);
  }

  @Test
  void anUnboundedPublisherIsUnbounded() {
    Stream stream = Stream.fromUnboundedPublisher(schema("n:long"), numbers().publisher());
    assertThat(stream.isBounded()).isFalse();
    Rows.assertRows(stream.limit(2).with(numbers().options()).iterator(), row(1), row(2));
  }

  @Test
  void aFunctionOfTheBatchFilters() {
    Stream odd =
        numbers()
            .filter(batch -> {
              BitVector bits = new BitVector("odd", allocator);
              bits.allocateNew(batch.getRowCount());
              for (int i = 0; i < batch.getRowCount(); i++) {
                bits.set(i, 1 - i % 2);
              }
              bits.setValueCount(batch.getRowCount());
              return bits;
            });
    Rows.assertRows(odd.iterator(), row(1), row(3));
    assertThat(odd.explain()).contains("filter\n");
  }

  @Test
  void arrowStreamsComeBack() {
    Path file = folder.resolve("numbers.arrows");
    numbers().writeArrowStream(file);
    Stream back = Stream.fromArrowStream(file).with(numbers().options());
    Rows.assertRows(back.iterator(), row(1), row(2), row(3), row(4));
  }

  @Test
  void aMissingFileIsNamedOnTheLineThatAskedForIt() {
    Path missing = folder.resolve("missing");
    List<Runnable> readers =
        List.of(
            () -> Stream.fromCsv(missing),
            () -> Stream.fromParquet(missing),
            () -> Stream.fromArrowFile(missing),
            () -> Stream.fromArrowStream(missing));
    for (Runnable reader : readers) {
      assertThatThrownBy(reader::run)
          .isInstanceOf(SabotException.class)
          .hasMessageContaining(missing.toString())
          .hasMessageContaining("StreamEdgesTest.java:");
    }
  }

  @Test
  void aSinkThatFailsIsAbortedAndNamed() {
    FailingSink sink = new FailingSink(new IllegalStateException("full"));
    assertThatThrownBy(() -> numbers().writeTo(sink))
        .isInstanceOfSatisfying(
            SabotException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SINK_FAILED))
        .hasMessageContaining("failing sink: the sink must take every batch, but it threw")
        .hasMessageContaining("StreamEdgesTest.java:");
    assertThat(sink.calls).containsExactly("write", "abort", "close");
  }

  @Test
  void anAllocatorThatRefusesASinkIsAMemoryLimit() {
    FailingSink sink = new FailingSink(new OutOfMemoryException("no more"));
    assertThatThrownBy(() -> numbers().writeTo(sink)).isInstanceOf(MemoryLimitException.class);
  }

  @Test
  void aRunThatFailsLeavesTheTargetAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("target.arrow"), "old");
    Stream failing =
        numbers()
            .map(batch -> {
              throw new IllegalStateException("half way");
            });
    assertThatThrownBy(() -> failing.writeArrowFile(file)).hasMessageContaining("half way");
    assertThat(Files.readString(file)).isEqualTo("old");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aPlanOfAStreamReadsBackEqualAndRuns() {
    Stream stream =
        numbers()
            .map(batch -> batch)
            .filter(col("n").gt(1))
            .map(batch -> null)
            .union(numbers())
            .sort(asc("n"))
            .limit(2);
    Map<String, BatchOperator> operators = new HashMap<>();
    Map<String, Source> sources = new HashMap<>();
    leaves(stream.plan(), sources, operators);
    assertThat(operators.keySet()).containsExactlyInAnyOrder("map", "map 2");
    Plan read = PlanText.read(PlanText.write(stream.plan()), sources, operators);
    assertThat(PlanText.write(read)).isEqualTo(PlanText.write(stream.plan()));
    Stream again = Stream.fromPlan(read).with(numbers().options());
    Rows.assertRows(again.iterator(), row(1), row(2));
  }

  private static void leaves(
      Plan plan, Map<String, Source> sources, Map<String, BatchOperator> operators) {
    if (plan instanceof Plan.Scan scan) {
      sources.put(scan.source().name(), scan.source());
    }
    if (plan instanceof Plan.Apply apply) {
      operators.put(apply.operator().name(), apply.operator());
    }
    plan.inputs().forEach(input -> leaves(input, sources, operators));
  }

  @Test
  void anInterruptCancelsTheRun() {
    Stream stream = numbers();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(stream::toList).isInstanceOf(CancelledException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withBatchRows(0))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("batchRows must be at least 1, but it is 0");
  }

  /** Fails at the first batch and writes down what it was asked. */
  private static final class FailingSink implements Sink, SinkWriter {
    private final List<String> calls = new ArrayList<>();
    private final RuntimeException failure;

    FailingSink(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public String name() {
      return "failing sink";
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
      return this;
    }

    @Override
    public void write(Batch batch) {
      batch.close();
      calls.add("write");
      throw failure;
    }

    @Override
    public void prepare(long id) {
      calls.add("prepare");
    }

    @Override
    public void commit(long id) {
      calls.add("commit");
    }

    @Override
    public void abort() {
      calls.add("abort");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
