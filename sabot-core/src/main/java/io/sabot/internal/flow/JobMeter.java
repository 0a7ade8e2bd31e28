package io.sabot.internal.flow;

import io.sabot.JobMetrics;
import io.sabot.source.Progress;
import io.sabot.source.RowCounter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a job counts over all its runs: its turn does, and any thread may ask. */
final class JobMeter {
  private final RowCounter read = new RowCounter();
  private final RowCounter written = new RowCounter();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong restarts = new AtomicLong();
  private volatile @Nullable Instant lastCommit;
  private volatile boolean recovering;

  /** What sources have given. */
  RowCounter read() {
    return read;
  }

  /** What the sink has taken. */
  RowCounter written() {
    return written;
  }

  void committed() {
    lastCommit = Instant.now();
    commits.incrementAndGet();
    recovering = false;
  }

  void restarted() {
    recovering = true;
    restarts.incrementAndGet();
  }

  /** Whether it has begun anew, and not committed since. */
  boolean isRecovering() {
    return recovering;
  }

  JobMetrics metrics(Progress progress) {
    return new JobMetrics(
        read.rows(),
        read.batches(),
        written.rows(),
        written.batches(),
        progress.rejected(),
        progress.lag(),
        commits.get(),
        Optional.ofNullable(lastCommit),
        restarts.get());
  }
}
