package io.sabot.internal.run;

import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.Step;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that several threads work on, and others when these are through, until there are none:
 * what is left to do of a segment whose states were merged, or what a stage does before its rows.
 */
final class PartsNode implements Node {
  private final Segment segment;
  private final RunContext context;
  private final Runnable stopIfCancelled;
  private final Supplier<List<RunPart>> parts;
  private volatile @Nullable MorselNode current;
  private boolean over;

  PartsNode(
      Segment segment,
      RunContext context,
      Runnable stopIfCancelled,
      Supplier<List<RunPart>> parts) {
    this.segment = segment;
    this.context = context;
    this.stopIfCancelled = stopIfCancelled;
    this.parts = parts;
  }

  @Override
  public Step poll() {
    for (MorselNode running = running(); running != null; running = running()) {
      Step step = running.poll();
      if (!(step instanceof Step.Done)) {
        return step;
      }
      close();
    }
    return Step.DONE;
  }

  /** The pieces that are worked on; null where there are none any more. */
  private @Nullable MorselNode running() {
    if (current == null && !over) {
      List<RunPart> next = parts.get();
      over = next.isEmpty();
      current = over ? null : MorselNode.overParts(segment, next, context, stopIfCancelled);
    }
    return current;
  }

  @Override
  public void stop() {
    MorselNode running = current;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void close() {
    MorselNode running = current;
    current = null;
    if (running != null) {
      running.close();
    }
  }
}
