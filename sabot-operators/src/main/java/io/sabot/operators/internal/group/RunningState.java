package io.sabot.operators.internal.group;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.StateLimit;
import io.sabot.state.KeyedState;
import io.sabot.state.LiveState;
import io.sabot.state.StateInput;
import io.sabot.state.StateOutput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a run by the state group of their rows, so that each can be written, read and
 * dropped on its own. A key lies in one state group. One thread at a time works here, others look
 * keys up between.
 */
final class RunningState implements KeyedState, LiveState, AutoCloseable {
  /** Where all groups lie of rows without a state group. */
  static final int ONE_GROUP = 0;

  private final GroupShape shape;
  private final String name;
  private final RunContext context;
  private final boolean isKept;

  /** Whoever touches groups holds it; fair, so that lookups have their turn under full load. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Map<Integer, RunningGroups> groups = new TreeMap<>();
  private final Set<Integer> changed = new TreeSet<>();
  private @Nullable Schema schema;
  private boolean closed;

  private RunningState(GroupShape shape, String name, RunContext context, boolean isKept) {
    this.shape = shape;
    this.name = name;
    this.context = context;
    this.isKept = isKept;
  }

  /** Of rows without a state group: what is kept here ends with the run. */
  static RunningState ofOneGroup(GroupShape shape, String name, RunContext context) {
    RunningState state = new RunningState(shape, name, context, false);
    state.groups.put(ONE_GROUP, new RunningGroups(shape, context));
    return state;
  }

  /** Of rows of state groups. */
  static RunningState ofStateGroups(GroupShape shape, String name, RunContext context) {
    return new RunningState(shape, name, context, true);
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void doLocked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private RunningGroups of(int group) {
    return groups.computeIfAbsent(group, none -> new RunningGroups(shape, context));
  }

  /** Takes rows of a state group: keys, then arguments, all of which stay with the caller. */
  void update(int group, List<Column> read, int rows) {
    doLocked(() -> {
      of(group).update(read, rows);
      if (isKept) {
        changed.add(group);
      }
    });
  }

  /** The next groups that have changed, or null where there are none; they pass to the caller. */
  @Nullable Batch giveChanges() {
    return locked(() -> {
      for (RunningGroups some : groups.values()) {
        Batch batch = some.giveChanges();
        if (batch != null) {
          return batch;
        }
      }
      return null;
    });
  }

  /** What to throw where memory is refused. */
  MemoryLimitException tooMany(MemoryLimitException refused) {
    long keys = groups.values().stream().mapToLong(RunningGroups::count).sum();
    long bytes = groups.values().stream().mapToLong(RunningGroups::heldBytes).sum();
    return new StateLimit("EmitChanges", name, "group by fewer keys").tooMany(keys, bytes, refused);
  }

  @Override
  public String name() {
    return name;
  }

  /** Keys and aggregates as they were written; types are among the columns of the schema. */
  @Override
  public String shape() {
    return "keys: "
        + shape.read.subList(0, shape.keyCount)
        + "\naggregates: "
        + shape.calls.stream().map(call -> call.aggregate().toString()).toList();
  }

  @Override
  public Schema schema() {
    Schema known = schema;
    if (known == null) {
      try (Groups none = new Groups(shape, context)) {
        known = new GroupState(shape, context, none).schema();
      }
      schema = known;
    }
    return known;
  }

  @Override
  public Set<Integer> changed() {
    return Set.copyOf(changed);
  }

  @Override
  public void write(int group, StateOutput to) {
    doLocked(() -> {
      RunningGroups some = groups.get(group);
      if (some != null) {
        some.write(to);
      }
      changed.remove(group);
    });
  }

  @Override
  public void read(int group, StateInput from) {
    doLocked(() -> {
      try {
        of(group).read(from);
      } catch (MemoryLimitException refused) {
        throw tooMany(refused);
      }
      changed.remove(group);
    });
  }

  @Override
  public void drop(int group) {
    doLocked(() -> {
      RunningGroups some = groups.remove(group);
      if (some != null) {
        some.close();
      }
      changed.remove(group);
    });
  }

  @Override
  public @Nullable VectorSchemaRoot lookup(List<@Nullable Object> key, BufferAllocator target) {
    return locked(() -> closed ? null : find(key, target));
  }

  private @Nullable VectorSchemaRoot find(List<@Nullable Object> values, BufferAllocator target) {
    List<Column> key = KeyRow.of(values, shape.keys(), name, context);
    try {
      for (RunningGroups some : groups.values()) {
        Batch row = some.find(key);
        if (row != null) {
          return Doors.toRoot(row, target);
        }
      }
      return null;
    } finally {
      key.forEach(Column::close);
    }
  }

  @Override
  public void close() {
    doLocked(() -> {
      closed = true;
      groups.values().forEach(RunningGroups::close);
      groups.clear();
    });
  }
}
