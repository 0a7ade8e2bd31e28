package io.sabot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What one run may use. Immutable; start from {@link #DEFAULTS} and change what differs. There are
 * no global settings. A run needs no session zone; options for more come with what reads them.
 *
 * @param allocator where results are born, or null for the library's own root allocator; it stays
 *     open and owned by the caller, and must outlive every result
 * @param memoryBudget bytes of rows and state that the stages of the run may keep between batches;
 *     batches on their way are not counted. All runs of the process together may keep what the
 *     container or machine has beside the heap, whatever each may
 * @param executor runs publishers, or null for the library's shared threads
 * @param batchRows target rows of an output batch
 * @param batchBytes target bytes of an output batch
 * @param flushInterval how long rows of an unbounded source may wait for a fuller batch; zero lets
 *     none wait
 * @param backend what computes expressions
 * @param parallelism threads that may work on the run at once, the one that drives it included
 * @param temporaryFolder where rows and state are written that the memory budget has no room for,
 *     or null for the JVM's ({@code java.io.tmpdir}); each run makes a folder of its own in it, at
 *     the first byte, and deletes it
 * @param spillLimit bytes that a run may have there at once
 * @param rowOrder whether stages that several threads share keep the order of rows
 */
public record RunOptions(
    @Nullable BufferAllocator allocator,
    long memoryBudget,
    @Nullable Executor executor,
    int batchRows,
    long batchBytes,
    Duration flushInterval,
    Backend backend,
    int parallelism,
    @Nullable Path temporaryFolder,
    long spillLimit,
    RowOrder rowOrder) {

  // Before the defaults, which are checked against it.
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * Shared root allocator, no budget of its own, batches of up to 65,536 rows or 1 MiB, 10 ms
   * flush, as many threads as processors, the JVM's temporary folder without a limit.
   */
  public static final RunOptions DEFAULTS =
      new RunOptions(
          null,
          Long.MAX_VALUE,
          null,
          64 * 1024,
          1L << 20,
          Duration.ofMillis(10),
          Backend.AUTOMATIC,
          Runtime.getRuntime().availableProcessors(),
          null,
          Long.MAX_VALUE,
          RowOrder.KEPT);

  public RunOptions {
    positive("memoryBudget", memoryBudget);
    positive("batchRows", batchRows);
    positive("batchBytes", batchBytes);
    positive("parallelism", parallelism);
    positive("spillLimit", spillLimit);
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(rowOrder, "rowOrder");
    if (flushInterval.isNegative() || flushInterval.compareTo(LONGEST) > 0) {
      throw refused(
          "flushInterval must lie between zero and 292 years",
          flushInterval.toString(),
          "give a duration such as Duration.ofMillis(10), or zero to let no row wait");
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw refused(
          name + " must be at least 1",
          String.valueOf(value),
          "leave it at RunOptions.DEFAULTS or give a positive number");
    }
  }

  private static PlanException refused(String rule, String value, String cure) {
    return Problem.at("RunOptions", ErrorCode.INVALID_ARGUMENT)
        .rule(rule)
        .but("it is " + value)
        .cure(cure)
        .plan();
  }

  /** Results are born under this allocator. */
  public RunOptions withAllocator(BufferAllocator other) {
    return with(draft -> draft.allocator = other);
  }

  /**
   * The run may hold this many bytes, within what all runs of the process may hold ({@link
   * io.sabot.memory.MemoryGovernor}). Stages that can write to disk do so where it ends.
   */
  public RunOptions withMemoryBudget(long bytes) {
    return with(draft -> draft.memoryBudget = bytes);
  }

  /** Publishers run on this executor. */
  public RunOptions withExecutor(Executor other) {
    return with(draft -> draft.executor = other);
  }

  /** Output batches hold up to this many rows. */
  public RunOptions withBatchRows(int rows) {
    return with(draft -> draft.batchRows = rows);
  }

  /** Output batches hold about this many bytes at most, but always a row. */
  public RunOptions withBatchBytes(long bytes) {
    return with(draft -> draft.batchBytes = bytes);
  }

  /** Rows of an unbounded source wait at most this long for a fuller batch. */
  public RunOptions withFlushInterval(Duration interval) {
    return with(draft -> draft.flushInterval = interval);
  }

  /** Expressions are computed by this back end wherever it can. */
  public RunOptions withBackend(Backend other) {
    return with(draft -> draft.backend = other);
  }

  /**
   * Up to this many threads work on the run: the one that drives it, and others of a pool that all
   * runs of the process share and that has as many threads as there are processors. Results are the
   * same, and in the same order where one is promised; only the last bits of sums of floats may
   * differ. Small inputs stay with the driving thread.
   */
  public RunOptions withParallelism(int threads) {
    return with(draft -> draft.parallelism = threads);
  }

  /**
   * What the memory budget has no room for is written to a folder of the run's own in this one. A
   * fast local disk is best; a folder that lies in memory (tmpfs) frees none.
   */
  public RunOptions withTemporaryFolder(Path folder) {
    return with(draft -> draft.temporaryFolder = folder);
  }

  /** The run may have this many bytes in the temporary folder at once. */
  public RunOptions withSpillLimit(long bytes) {
    return with(draft -> draft.spillLimit = bytes);
  }

  /**
   * {@link RowOrder#FREE} lets rows leave stages that several threads share as soon as they are
   * made. All that follows order then follows another one in each run: which rows a limit lets
   * through, what {@code first}, {@code last} and distinct keep, how rows lie that a sort finds
   * equal.
   */
  public RunOptions withRowOrder(RowOrder other) {
    return with(draft -> draft.rowOrder = other);
  }

  private RunOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same options, until one of them is changed. */
  private static final class Draft {
    private @Nullable BufferAllocator allocator;
    private long memoryBudget;
    private @Nullable Executor executor;
    private int batchRows;
    private long batchBytes;
    private Duration flushInterval;
    private Backend backend;
    private int parallelism;
    private @Nullable Path temporaryFolder;
    private long spillLimit;
    private RowOrder rowOrder;

    Draft(RunOptions options) {
      allocator = options.allocator;
      memoryBudget = options.memoryBudget;
      executor = options.executor;
      batchRows = options.batchRows;
      batchBytes = options.batchBytes;
      flushInterval = options.flushInterval;
      backend = options.backend;
      parallelism = options.parallelism;
      temporaryFolder = options.temporaryFolder;
      spillLimit = options.spillLimit;
      rowOrder = options.rowOrder;
    }

    RunOptions options() {
      return new RunOptions(
          allocator,
          memoryBudget,
          executor,
          batchRows,
          batchBytes,
          flushInterval,
          backend,
          parallelism,
          temporaryFolder,
          spillLimit,
          rowOrder);
    }
  }
}
