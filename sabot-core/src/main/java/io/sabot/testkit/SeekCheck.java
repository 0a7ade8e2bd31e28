package io.sabot.testkit;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asserts that the readers of a source go on from where they are told: for each batch of each
 * split, a fresh reader, and one that is at the end, seek its position and give it and all that
 * follow.
 */
public final class SeekCheck {
  private final Source source;
  private final RunContext context;
  private final int most;

  private SeekCheck(Source source, RunOptions options, int most) {
    this.source = source;
    this.most = most;
    this.context =
        new RunContext(
            options,
            Objects.requireNonNull(options.allocator(), "options need an allocator"),
            new MemoryBudget(options.memoryBudget()),
            source.name(),
            1);
  }

  /**
   * Checks a source that can be opened again.
   *
   * @param options how large batches are, and the allocator they are made in, which must be given
   * @param most batches of each split that are looked at, for sources without end
   */
  public static void assertContinues(Source source, RunOptions options, int most) {
    new SeekCheck(source, options, most).run();
  }

  private void run() {
    for (Split split : source.splits()) {
      List<Long> positions = new ArrayList<>();
      List<List<Row>> batches = new ArrayList<>();
      try (SplitReader reader = split.open(context)) {
        for (boolean more = true; more && batches.size() < most; ) {
          long position = reader.position();
          List<List<Row>> next = read(reader, 1);
          more = !next.isEmpty();
          batches.addAll(next);
          positions.add(position);
        }
        for (int i = positions.size() - 1; i >= 0; i--) {
          checkFrom(reader, positions.get(i), batches.subList(i, batches.size()));
        }
      }
      for (int i = 0; i < positions.size(); i++) {
        try (SplitReader fresh = split.open(context)) {
          checkFrom(fresh, positions.get(i), batches.subList(i, batches.size()));
        }
      }
    }
  }

  private void checkFrom(SplitReader reader, long position, List<List<Row>> expected) {
    reader.seek(position);
    if (reader.position() != position) {
      throw new AssertionError(
          "%s: after seek(%d) the position must be that, but it is %d"
              .formatted(source.name(), position, reader.position()));
    }
    List<List<Row>> actual = read(reader, expected.size());
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "%s: after seek(%d) expected %s but read %s"
              .formatted(source.name(), position, expected, actual));
    }
  }

  /** The rows of the next batches, fewer where the split ends. */
  private List<List<Row>> read(SplitReader reader, int count) {
    List<List<Row>> batches = new ArrayList<>();
    while (batches.size() < count) {
      switch (reader.poll()) {
        case Step.Emit(Batch batch) -> {
          try (batch) {
            batches.add(Rows.of(batch, context.allocator()).list());
          }
        }
        case Step.Blocked blocked -> blocked.wakeUp().toCompletableFuture().join();
        case Step.Done done -> {
          return batches;
        }
        default -> {}
      }
    }
    return batches;
  }
}
