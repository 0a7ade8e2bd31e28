package io.sabot.operators.internal.generate;

import java.util.LinkedHashMap;
import java.util.Map;

/** The loops of the process, those that were last asked for. */
final class LoopCache {
  private static final int ENTRIES = 256;

  private static final Map<Template, LoopEntry> LOOPS =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Template, LoopEntry> eldest) {
          return size() > ENTRIES;
        }
      };

  private LoopCache() {}

  static LoopEntry of(Template template) {
    synchronized (LOOPS) {
      return LOOPS.computeIfAbsent(template, LoopEntry::new);
    }
  }
}
