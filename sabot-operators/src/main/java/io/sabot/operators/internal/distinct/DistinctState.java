package io.sabot.operators.internal.distinct;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyState;
import io.sabot.operators.internal.table.StateLimit;
import io.sabot.state.KeyGroups;
import io.sabot.state.KeyedState;
import io.sabot.state.StateInput;
import io.sabot.state.StateOutput;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The keys that have come by the state group of their rows, so that those of each can be written,
 * read and dropped on their own. A key lies in one state group.
 */
final class DistinctState implements KeyedState, AutoCloseable {
  private final DistinctShape shape;
  private final String name;
  private final RunContext context;
  private final Map<Integer, SeenKeys> groups = new TreeMap<>();
  private final Set<Integer> changed = new TreeSet<>();

  DistinctState(DistinctShape shape, String name, RunContext context) {
    this.shape = shape;
    this.name = name;
    this.context = context;
  }

  private SeenKeys of(int group) {
    return groups.computeIfAbsent(group, none -> new SeenKeys(shape, context));
  }

  /**
   * The rows of a state group whose keys come for the first time, valid until the next call.
   *
   * @param keys flat columns that stay with the caller
   */
  RowIds add(int group, List<Column> keys, int rows) {
    try {
      RowIds added = of(group).add(keys, rows);
      if (added.size() > 0) {
        changed.add(group);
      }
      return added;
    } catch (MemoryLimitException refused) {
      throw tooMany(refused);
    }
  }

  private MemoryLimitException tooMany(MemoryLimitException refused) {
    long keys = groups.values().stream().mapToLong(SeenKeys::count).sum();
    long bytes = groups.values().stream().mapToLong(SeenKeys::heldBytes).sum();
    return new StateLimit("Distinct", name, "keep fewer keys").tooMany(keys, bytes, refused);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String shape() {
    return "keys: " + shape.keyNames();
  }

  @Override
  public Schema schema() {
    return KeyState.SCHEMA;
  }

  @Override
  public Set<Integer> changed() {
    return Set.copyOf(changed);
  }

  @Override
  public void write(int group, StateOutput to) {
    SeenKeys keys = groups.get(group);
    if (keys != null) {
      giveAll(keys.table().write(KeyGroups.ALL, context.options().batchRows()), to);
    }
    changed.remove(group);
  }

  /** Those that were not given when something broke are closed. */
  private static void giveAll(List<Batch> written, StateOutput to) {
    ArrayDeque<Batch> left = new ArrayDeque<>(written);
    try {
      while (!left.isEmpty()) {
        to.write(left.poll());
      }
    } finally {
      left.forEach(Batch::close);
    }
  }

  @Override
  public void read(int group, StateInput from) {
    try {
      for (Batch rows = from.next(); rows != null; rows = from.next()) {
        try (Batch flat = rows.flat(context.allocator())) {
          of(group).table().read(flat.column(0));
        }
      }
    } catch (MemoryLimitException refused) {
      throw tooMany(refused);
    }
    changed.remove(group);
  }

  @Override
  public void drop(int group) {
    SeenKeys keys = groups.remove(group);
    if (keys != null) {
      keys.close();
    }
    changed.remove(group);
  }

  @Override
  public void close() {
    groups.values().forEach(SeenKeys::close);
    groups.clear();
  }
}
