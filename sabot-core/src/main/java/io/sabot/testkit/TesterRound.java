package io.sabot.testkit;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.BatchValidation;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.batch.SchemaCheck;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Granularity;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** One operator over inputs cut in one way, run in every way; memory is checked after each. */
final class TesterRound implements AutoCloseable {
  /** Stops of one kind that are tried; every allocation up to four times as many is refused. */
  private static final int MOST_REPEATS = Integer.getInteger("sabot.tester.repeats", 16);

  /** Of those, one in so many where a cut differs from others in its layout only. */
  private static final int OF_OTHER_LAYOUTS = 4;

  /** Target bytes of a batch with which a few rows are already several morsels. */
  private static final long SMALL_MORSEL = 64;

  private final BatchOperator operator;
  private final Cut cut;
  private final OperatorTester.Expected expected;
  private final SplittableRandom random;
  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator root = new TestAllocator(failing);
  private final BufferAllocator inputMemory = root.newChildAllocator("inputs", 0, Long.MAX_VALUE);
  private final BufferAllocator runMemory = root.newChildAllocator("run", 0, Long.MAX_VALUE);
  private final List<Schema> schemas = new ArrayList<>();
  private final List<List<Batch>> inputs = new ArrayList<>();
  private RunOptions options;
  private final long references;
  private MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
  private @Nullable List<Row> wanted;
  private int steps;

  TesterRound(
      BatchOperator operator,
      List<TextTable> tables,
      Cut cut,
      SplittableRandom random,
      UnaryOperator<RunOptions> options,
      OperatorTester.Expected expected) {
    this.operator = operator;
    this.cut = cut;
    this.expected = expected;
    this.random = random;
    this.options = options.apply(RunOptions.DEFAULTS.withParallelism(1)).withAllocator(runMemory);
    this.wanted = expected.rows();
    for (TextTable table : tables) {
      schemas.add(table.schema());
      inputs.add(cut.lay(table, inputMemory, random));
    }
    this.references = references();
  }

  /** The rows of the result: those expected, or those of the first pull. */
  List<Row> wanted() {
    return Objects.requireNonNull(wanted);
  }

  void pulls() {
    mode(
        "pulled",
        () -> {
          List<CountingSource> sources = sources().stream().map(CountingSource::over).toList();
          List<Row> rows = new ArrayList<>();
          Schema schema;
          try (BatchIterator batches = operator.iterator(options, sources.toArray(Source[]::new))) {
            schema = batches.schema();
            while (batches.hasNext()) {
              rows.addAll(read(batches.next(), schema));
            }
            if (batches.hasNext()) {
              throw new AssertionError("exhausted must stay exhausted");
            }
          }
          sources.forEach(source -> source.assertReadOnceByEachOf(1));
          check(schema, rows);
        });
  }

  private static List<Row> read(VectorSchemaRoot batch, Schema schema) {
    try (batch) {
      if (batch.getRowCount() == 0) {
        throw new AssertionError("an empty batch must not be emitted");
      }
      String difference = SchemaCheck.difference(schema, batch.getSchema());
      if (difference != null) {
        throw new AssertionError("every batch must have the schema, but " + difference);
      }
      try (Batch borrowed = Doors.borrow(batch)) {
        BatchValidation.check(borrowed, "the result");
      }
      return Rows.of(batch).list();
    }
  }

  private void check(Schema schema, List<Row> rows) {
    Schema declared =
        expected.schema() == null ? operator.outputSchema(schemas) : expected.schema();
    String difference = SchemaCheck.difference(declared, schema);
    if (difference != null) {
      throw new AssertionError("the result must have its schema, but " + difference);
    }
    if (wanted == null) {
      wanted = List.copyOf(rows);
    }
    check(rows);
  }

  private void check(List<Row> rows) {
    Rows actual = Rows.of(operator.outputSchema(schemas), rows).tolerance(expected.tolerance());
    (expected.ordered() ? actual : actual.unordered()).assertEquals(wanted());
  }

  void fails(ErrorCode code, List<String> parts) {
    mode(
        "failing",
        () -> {
          SabotException failure = failure(sources());
          if (failure == null) {
            throw new AssertionError("expected " + code + ", but nothing was thrown");
          }
          boolean as =
              failure.code() == code && parts.stream().allMatch(failure.getMessage()::contains);
          if (!as) {
            throw new AssertionError("expected %s with %s".formatted(code, parts), failure);
          }
        });
  }

  private @Nullable SabotException failure(List<? extends Source> sources) {
    try {
      Rows.drain(operator.iterator(options, sources.toArray(Source[]::new)));
      return null;
    } catch (SabotException failure) {
      return failure;
    }
  }

  void publishes() {
    mode(
        "published with a demand of one",
        () -> {
          try (TestSubscriber subscriber = TestSubscriber.oneByOne()) {
            operator.publisher(options, sources().toArray(Source[]::new)).subscribe(subscriber);
            check(subscriber.awaitCompletion());
          }
        });
  }

  void passesSignals() {
    if (operator.inputs() != 1) {
      return;
    }
    mode(
        "with signals between",
        () -> {
          try (RunDriver driver = RunDriver.withSignals(operator, context(), schemas, inputs)) {
            driver.finish();
            check(driver.rows());
            checkSignals(driver.passed());
          }
        });
  }

  /** An operator that stops early owes no signal of what it did not read. */
  private static void checkSignals(List<Signal> passed) {
    long barrier = -1;
    long watermark = Long.MIN_VALUE;
    for (Signal signal : passed) {
      switch (signal) {
        case Signal.Barrier(long id) -> {
          if (id <= barrier) {
            throw new AssertionError("barriers must keep their order, but " + passed);
          }
          barrier = id;
        }
        case Signal.Watermark(long time) -> {
          if (time < watermark) {
            throw new AssertionError("watermarks must ascend, but " + passed);
          }
          watermark = time;
        }
        case Signal.GroupsAssigned assigned -> {
          if (!assigned.equals(passed.getFirst())) {
            throw new AssertionError("groups must be assigned before all else, but " + passed);
          }
        }
        case Signal.GroupsRevoked(var groups) -> {
          if (!groups.equals(Set.of(-2 - (int) barrier))) {
            throw new AssertionError("groups must be revoked behind their barrier, but " + passed);
          }
        }
        case Signal.Flush flush -> {}
      }
    }
  }

  void closesEarly() {
    mode(
        "driven step by step",
        () -> {
          try (RunDriver driver = RunDriver.plain(operator, context(), schemas, inputs)) {
            for (steps = 0; driver.step(); steps++) {}
            check(driver.rows());
          }
        });
    for (int stop : upTo(steps)) {
      mode(
          "closed after step " + stop,
          () -> {
            try (RunDriver driver = RunDriver.plain(operator, context(), schemas, inputs)) {
              for (int i = 0; i < stop && driver.step(); i++) {}
            }
          });
    }
    closesIterators();
  }

  private void closesIterators() {
    for (int stop : upTo(steps)) {
      mode(
          "iterator closed after batch " + stop,
          () -> {
            try (BatchIterator batches =
                operator.iterator(options, sources().toArray(Source[]::new))) {
              for (int i = 0; i < stop && batches.hasNext(); i++) {
                batches.next().close();
              }
            }
          });
    }
  }

  void restores() {
    mode(
        "with the state moved to a fresh run between any two batches",
        () -> {
          try (RunDriver driver = RunDriver.withRestores(operator, context(), schemas, inputs)) {
            driver.finish();
            check(driver.rows());
          }
        });
  }

  void processesOneBatch() {
    if (operator.inputs() != 1 || inputs.getFirst().getFirst().rowCount() == 0) {
      return;
    }
    mode(
        "through processBatch",
        () -> {
          Batch batch = inputs.getFirst().getFirst().share();
          try (VectorSchemaRoot lent = Doors.toRoot(batch, runMemory);
              VectorSchemaRoot result = operator.processBatch(lent)) {
            check(result == null ? List.of() : Rows.of(result).list());
          }
        });
  }

  void processesMorsels() {
    if (operator.inputs() != 1 || operator.properties().granularity() != Granularity.ROW) {
      return;
    }
    mode(
        "through processMorsel",
        () -> {
          List<Row> rows = new ArrayList<>();
          for (Batch batch : inputs.getFirst()) {
            // Never the whole batch at once, unless it is a single row: that would try nothing.
            int largest = Math.max(1, batch.rowCount() - 1);
            for (int start = 0; start < batch.rowCount(); ) {
              int left = batch.rowCount() - start;
              int count = random.nextInt(1, Math.min(left, largest) + 1);
              rows.addAll(processMorsel(batch.slice(start, count, runMemory)));
              start += count;
            }
          }
          check(rows);
        });
  }

  private List<Row> processMorsel(Batch part) {
    try (VectorSchemaRoot lent = Doors.toRoot(part, runMemory);
        VectorSchemaRoot result = operator.processMorsel(lent)) {
      return result == null ? List.of() : Rows.of(result).list();
    }
  }

  /** Several threads give what one gives, in small morsels. */
  void worksInParallel() {
    eachParallelism(this::pulls);
  }

  /** Several threads end as one does, however they are driven and wherever they are stopped. */
  void endsInParallel() {
    eachParallelism(() -> {
      publishes();
      closesIterators();
      survivesFailingSources();
    });
  }

  private void eachParallelism(Runnable mode) {
    if (!isSpread()) {
      return;
    }
    RunOptions alone = options;
    long fewBytes = Math.min(alone.batchBytes(), SMALL_MORSEL);
    for (int threads : new int[] {2, 8}) {
      options = alone.withParallelism(threads).withBatchBytes(fewBytes);
      mode("with " + threads + " threads", mode);
    }
    options = alone;
  }

  private boolean isSpread() {
    OperatorProperties properties = operator.properties(schemas);
    return properties.parallelismHint() != 1
        && switch (properties.state()) {
          case STATELESS -> properties.granularity() == Granularity.ROW;
          case STATEFUL -> false;
          case MERGEABLE, SHARED -> true;
        };
  }

  void survivesFailingAllocationsInParallel() {
    if (isSpread()) {
      RunOptions alone = options;
      options = alone.withParallelism(8).withBatchBytes(SMALL_MORSEL);
      refuseEach("with 8 threads and allocation %d refused", () -> failure(sources()));
      options = alone;
    }
  }

  void survivesFailingSources() {
    for (int failingInput = 0; failingInput < inputs.size(); failingInput++) {
      int input = failingInput;
      for (int good : upTo(inputs.get(input).size())) {
        mode(
            "input " + input + " failing after batch " + good,
            () -> {
              List<Source> sources = new ArrayList<>(sources());
              sources.set(input, FailingSource.after(good, sources.get(input)));
              SabotException failure = failure(sources);
              if (failure != null && failure.code() != ErrorCode.SOURCE_FAILED) {
                throw new AssertionError("expected " + ErrorCode.SOURCE_FAILED, failure);
              }
            });
      }
    }
  }

  void survivesFailingAllocations() {
    refuseEach("with allocation %d refused", () -> failure(sources()));
  }

  void survivesFailingAllocationsOfOneBatch() {
    if (operator.inputs() != 1 || inputs.getFirst().getFirst().rowCount() == 0) {
      return;
    }
    refuseEach("through processBatch with allocation %d refused", this::failureOfOneBatch);
  }

  /** Refuses the allocations of a run one by one, until it asks for no more. */
  private void refuseEach(String name, Supplier<@Nullable Throwable> body) {
    boolean[] refused = {true};
    for (int granted = 0; refused[0]; granted += granted < 4 * MOST_REPEATS ? 1 : granted / 2) {
      int after = granted;
      mode(
          name.formatted(after),
          () -> {
            failing.after(after);
            Throwable failure = body.get();
            refused[0] = failing.stop();
            if (refused[0] && failure != null && !isRefusal(failure)) {
              throw new AssertionError("expected a MemoryLimitException", failure);
            }
          });
    }
  }

  /** The short form called directly has no driver that would translate what the allocator says. */
  private static boolean isRefusal(Throwable failure) {
    return failure instanceof MemoryLimitException || failure instanceof OutOfMemoryException;
  }

  private @Nullable Throwable failureOfOneBatch() {
    Batch batch = inputs.getFirst().getFirst().share();
    try (VectorSchemaRoot lent = Doors.toRoot(batch, runMemory);
        VectorSchemaRoot result = operator.processBatch(lent)) {
      return null;
    } catch (SabotException | OutOfMemoryException failure) {
      return failure;
    }
  }

  private List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      sources.add(new BatchSource(schemas.get(i), inputs.get(i)));
    }
    return sources;
  }

  private RunContext context() {
    budget = new MemoryBudget(options.memoryBudget());
    return new RunContext(options, runMemory, budget, operator.name(), random.nextLong());
  }

  /** 0 to {@code last}, or some of them where they are many. */
  private int[] upTo(int last) {
    int most = cut.isPlain() ? MOST_REPEATS : Math.max(1, MOST_REPEATS / OF_OTHER_LAYOUTS);
    int first = cut.isPlain() ? most / 2 : 0;
    IntUnaryOperator number = last < most ? i -> i : i -> i < first ? i : random.nextInt(last + 1);
    return IntStream.range(0, Math.min(last + 1, most)).map(number).toArray();
  }

  private void mode(String name, Runnable body) {
    try {
      body.run();
      checkMemory();
    } catch (Throwable failure) {
      throw new AssertionError(name + ": " + failure.getMessage(), failure);
    }
  }

  private void checkMemory() {
    long deadline = System.nanoTime() + LeakCheck.SECONDS * 1_000_000_000L;
    while (!clean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000);
    }
    if (runMemory.getAllocatedMemory() > 0) {
      throw new AssertionError("the run still holds " + runMemory.getAllocatedMemory() + " bytes");
    }
    if (!runMemory.getChildAllocators().isEmpty()) {
      throw new AssertionError(
          runMemory.getChildAllocators().iterator().next().getName() + " was not closed");
    }
    if (budget.reserved() > 0) {
      throw new AssertionError(
          budget.holders().getFirst().name() + " still reserves " + budget.reserved() + " bytes");
    }
    if (references() != references) {
      throw new AssertionError(
          "the inputs must be held as often as before, but the run left %d references"
              .formatted(references() - references));
    }
  }

  private boolean clean() {
    return runMemory.getAllocatedMemory() == 0
        && runMemory.getChildAllocators().isEmpty()
        && references() == references;
  }

  private long references() {
    return inputs.stream()
        .flatMap(List::stream)
        .flatMap(batch -> batch.columns().stream())
        .mapToLong(TesterRound::references)
        .sum();
  }

  private static long references(Column column) {
    long sum = column.dictionary() == null ? 0 : references(column.dictionary());
    for (int i = 0; i < column.bufferCount(); i++) {
      sum += column.buffer(i).getReferenceManager().getRefCount();
    }
    for (int i = 0; i < column.childCount(); i++) {
      sum += references(column.child(i));
    }
    return sum;
  }

  @Override
  public void close() {
    OperatorTester.closeAll(inputs);
    if (runMemory.getAllocatedMemory() + inputMemory.getAllocatedMemory() > 0) {
      root.assertEmpty();
    }
    runMemory.close();
    inputMemory.close();
    root.close();
  }
}
