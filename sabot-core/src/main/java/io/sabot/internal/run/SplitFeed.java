package io.sabot.internal.run;

import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.source.Split;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits as morsels: each is read by the worker that took it. */
final class SplitFeed implements Feed {
  private final Stage.Read stage;
  private final RunContext context;
  private final Runnable stopIfCancelled;
  private final Line line;
  private final ArrayDeque<Split> splits;
  private final boolean large;

  SplitFeed(
      Stage.Read stage,
      List<Split> splits,
      RunContext context,
      Runnable stopIfCancelled,
      Line line) {
    this.stage = stage;
    this.context = context.at(stage.name());
    this.stopIfCancelled = stopIfCancelled;
    this.line = line;
    this.splits = new ArrayDeque<>(splits);
    long bytes = stage.source().statistics().bytes().orElse(Long.MAX_VALUE);
    this.large = bytes >= context.options().batchBytes();
  }

  @Override
  public synchronized @Nullable Slot take() {
    if (line.isClosed()) {
      return null;
    }
    if (splits.isEmpty()) {
      line.end();
      return null;
    }
    Slot slot =
        Slot.of(new SourceNode(stage, List.of(splits.removeFirst()), context, stopIfCancelled));
    line.append(slot);
    return slot;
  }

  @Override
  public synchronized boolean isWorthHelp() {
    return large && !splits.isEmpty();
  }

  @Override
  public void stop() {
    line.stopMorsels();
  }

  @Override
  public void close() {}
}
