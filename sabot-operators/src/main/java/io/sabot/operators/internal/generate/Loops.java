package io.sabot.operators.internal.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loops that run one after the other, for all runs of the process. */
final class Loops {
  private final List<LoopEntry> entries;
  private final Trial dense = new Trial(this, false);
  private final Trial masked = new Trial(this, true);

  Loops(List<LoopEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Whether the loops are faster than the kernels, for rows with nulls or for those without. */
  Trial trial(boolean nulls) {
    return nulls ? masked : dense;
  }

  /** The loops at once, cold as they are; null where the code of one would be too long. */
  @Nullable List<LoopClass> now() {
    List<LoopClass> loops = new ArrayList<>();
    for (LoopEntry entry : entries) {
      LoopClass loop = entry.now();
      if (loop == null) {
        return null;
      }
      loops.add(loop);
    }
    return loops;
  }

  /** Has all of them compiled, on this thread; gives whether they are. */
  boolean compile(List<LoopClass> made, boolean nulls) {
    boolean all = true;
    for (int i = 0; i < made.size(); i++) {
      all &= entries.get(i).compile(made.get(i), nulls);
    }
    return all;
  }
}
