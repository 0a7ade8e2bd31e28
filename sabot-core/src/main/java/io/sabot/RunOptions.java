package io.sabot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What one run may use. Immutable; start from {@link #DEFAULTS} and change what differs. There are no
 * global settings.
 *
 * @param allocator where results are born, or null for the library's own root allocator; it stays
 *     open and owned by the caller, and must outlive every result
 * @param memoryBudget bytes that the run may hold
 * @param parallelism workers, at least 1
 * @param executor runs publishers, or null for the library's shared threads
 * @param zone the session's time zone
 * @param batchRows target rows of an output batch
 * @param batchBytes target bytes of an output batch
 * @param flushInterval how long rows of an unbounded source may wait for a fuller batch
 * @param temporaryFolder where a run may write while it lives
 */
public record RunOptions(
    @Nullable BufferAllocator allocator,
    long memoryBudget,
    int parallelism,
    @Nullable Executor executor,
    ZoneId zone,
    int batchRows,
    long batchBytes,
    Duration flushInterval,
    Path temporaryFolder) {

  /** Shared root allocator, no budget, UTC, batches of up to 65,536 rows or 1 MiB, 10 ms flush. */
  public static final RunOptions DEFAULTS =
      new RunOptions(
          null,
          Long.MAX_VALUE,
          1,
          null,
          ZoneOffset.UTC,
          64 * 1024,
          1L << 20,
          Duration.ofMillis(10),
          Path.of(System.getProperty("java.io.tmpdir")));

  public RunOptions {
    positive("memoryBudget", memoryBudget);
    positive("parallelism", parallelism);
    positive("batchRows", batchRows);
    positive("batchBytes", batchBytes);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw Problem.at("RunOptions", ErrorCode.INVALID_ARGUMENT)
          .rule(name + " must be at least 1")
          .but("it is " + value)
          .cure("leave it at RunOptions.DEFAULTS or give a positive number")
          .plan();
    }
  }

  /** Results are born under this allocator. */
  public RunOptions withAllocator(BufferAllocator other) {
    return new RunOptions(
        other,
        memoryBudget,
        parallelism,
        executor,
        zone,
        batchRows,
        batchBytes,
        flushInterval,
        temporaryFolder);
  }

  /** The run may hold this many bytes. */
  public RunOptions withMemoryBudget(long bytes) {
    return new RunOptions(
        allocator,
        bytes,
        parallelism,
        executor,
        zone,
        batchRows,
        batchBytes,
        flushInterval,
        temporaryFolder);
  }

  /** Publishers run on this executor. */
  public RunOptions withExecutor(Executor other) {
    return new RunOptions(
        allocator,
        memoryBudget,
        parallelism,
        other,
        zone,
        batchRows,
        batchBytes,
        flushInterval,
        temporaryFolder);
  }

  /** Times without a zone are read in this one where an expression needs one. */
  public RunOptions withZone(ZoneId other) {
    return new RunOptions(
        allocator,
        memoryBudget,
        parallelism,
        executor,
        other,
        batchRows,
        batchBytes,
        flushInterval,
        temporaryFolder);
  }

  /** Output batches hold up to this many rows. */
  public RunOptions withBatchRows(int rows) {
    return new RunOptions(
        allocator,
        memoryBudget,
        parallelism,
        executor,
        zone,
        rows,
        batchBytes,
        flushInterval,
        temporaryFolder);
  }

  /** Rows of an unbounded source wait at most this long for a fuller batch. */
  public RunOptions withFlushInterval(Duration interval) {
    return new RunOptions(
        allocator,
        memoryBudget,
        parallelism,
        executor,
        zone,
        batchRows,
        batchBytes,
        interval,
        temporaryFolder);
  }
}
