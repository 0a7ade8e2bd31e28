package io.sabot.internal.run;

import io.sabot.operator.RunPart;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces of the end of a run as morsels. */
final class PartFeed implements Feed {
  private final Line line;
  private final ArrayDeque<RunPart> parts;

  PartFeed(List<RunPart> parts, Line line) {
    this.line = line;
    this.parts = new ArrayDeque<>(parts);
  }

  @Override
  public synchronized @Nullable Slot take() {
    if (line.isClosed()) {
      return null;
    }
    if (parts.isEmpty()) {
      line.end();
      return null;
    }
    Slot slot = Slot.of(new PartNode(parts.removeFirst()));
    line.append(slot);
    return slot;
  }

  @Override
  public synchronized boolean isWorthHelp() {
    return !parts.isEmpty();
  }

  @Override
  public void stop() {}

  @Override
  public synchronized void close() {
    parts.forEach(RunPart::close);
    parts.clear();
  }
}
