package io.sabot.testkit;

import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that counts how it is used, over all its runs. It gives up pushing work down. */
public final class CountingSource extends SourceWrapper {
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger polled = new AtomicInteger();
  private final AtomicInteger batches = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private CountingSource(Source source) {
    super(source);
  }

  /** Counts the use of a source. */
  public static CountingSource over(Source source) {
    return new CountingSource(source);
  }

  /** Runs that asked for the splits. */
  public int runs() {
    return runs.get();
  }

  /** Readers opened. */
  public int opened() {
    return opened.get();
  }

  /** Polls of all readers. */
  public int polled() {
    return polled.get();
  }

  /** Batches given. */
  public int batches() {
    return batches.get();
  }

  /** Readers closed. */
  public int closed() {
    return closed.get();
  }

  /**
   * Asserts that {@code expected} runs read this source, each once, and closed what they opened.
   */
  public void assertReadOnceByEachOf(int expected) {
    if (runs() != expected) {
      throw new AssertionError(
          "%s must be read once by each of %d runs, but was read %d times"
              .formatted(name(), expected, runs()));
    }
    if (opened() != closed()) {
      throw new AssertionError(
          "%s: every reader must be closed, but %d were opened and %d closed"
              .formatted(name(), opened(), closed()));
    }
  }

  @Override
  public List<Split> splits() {
    runs.incrementAndGet();
    return super.splits();
  }

  @Override
  SplitReader wrap(SplitReader reader) {
    opened.incrementAndGet();
    return new Reader(reader);
  }

  private final class Reader implements SplitReader {
    private final SplitReader reader;
    private boolean counted;

    Reader(SplitReader reader) {
      this.reader = reader;
    }

    @Override
    public Step poll() {
      polled.incrementAndGet();
      Step step = reader.poll();
      if (step instanceof Step.Emit) {
        batches.incrementAndGet();
      }
      return step;
    }

    @Override
    public long position() {
      return reader.position();
    }

    @Override
    public void seek(long position) {
      reader.seek(position);
    }

    @Override
    public void close() {
      if (!counted) {
        counted = true;
        closed.incrementAndGet();
      }
      reader.close();
    }
  }
}
