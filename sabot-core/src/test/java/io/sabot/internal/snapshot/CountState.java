package io.sabot.internal.snapshot;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;

import io.sabot.batch.Batch;
import io.sabot.state.KeyedState;
import io.sabot.state.StateInput;
import io.sabot.state.StateOutput;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** Counts by group and word. */
final class CountState implements KeyedState {
  static final String COLUMNS = "word:utf8, count:long";

  private final String name;
  private final String shape;
  private final BufferAllocator allocator;
  private final Map<Integer, Map<String, Long>> counts = new TreeMap<>();
  private final Set<Integer> changed = new HashSet<>();

  CountState(String name, String shape, BufferAllocator allocator) {
    this.name = name;
    this.shape = shape;
    this.allocator = allocator;
  }

  void add(int group, String word) {
    counts.computeIfAbsent(group, any -> new TreeMap<>()).merge(word, 1L, Long::sum);
    changed.add(group);
  }

  Map<Integer, Map<String, Long>> counts() {
    return counts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String shape() {
    return shape;
  }

  @Override
  public Schema schema() {
    return Tables.schema(COLUMNS);
  }

  @Override
  public Set<Integer> changed() {
    return Set.copyOf(changed);
  }

  /** A batch per word, so that there are several. */
  @Override
  public void write(int group, StateOutput to) {
    changed.remove(group);
    counts
        .getOrDefault(group, Map.of())
        .forEach((word, count) -> to.write(table(COLUMNS, row(word, count)).batch(allocator)));
  }

  @Override
  public void read(int group, StateInput from) {
    if (counts.containsKey(group)) {
      throw new AssertionError("group " + group + " is there");
    }
    Map<String, Long> read = new TreeMap<>();
    while (from.nextBytes() > 0) {
      try (Batch batch = from.next()) {
        for (Row row : Rows.of(batch, allocator).list()) {
          read.put((String) row.get(0), (Long) row.get(1));
        }
      }
    }
    counts.put(group, read);
    changed.remove(group);
  }

  @Override
  public void drop(int group) {
    counts.remove(group);
    changed.remove(group);
  }
}
