package io.sabot.operators.internal.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The loops of the process, those that were last asked for. */
final class LoopCache {
  private static final int ENTRIES = 512;

  private static final LoopCache CACHE = new LoopCache();

  private final Map<Template, LoopEntry> entries = recent();
  private final Map<List<Template>, Loops> loops = recent();

  private LoopCache() {}

  private static <K, V> Map<K, V> recent() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > ENTRIES;
      }
    };
  }

  static Loops of(List<Template> templates) {
    synchronized (CACHE) {
      return get(CACHE.loops, templates, CACHE::make);
    }
  }

  private Loops make(List<Template> templates) {
    return new Loops(
        templates.stream().map(template -> get(entries, template, LoopEntry::new)).toList());
  }

  private static <K, V> V get(Map<K, V> map, K key, Function<K, V> make) {
    V known = map.get(key);
    if (known == null) {
      known = make.apply(key);
      map.put(key, known);
    }
    return known;
  }
}
