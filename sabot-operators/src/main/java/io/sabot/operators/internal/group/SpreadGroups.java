package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups that several runs have together, for keys that are so many that groups of each run's own
 * would have to be merged one by one: packed ones where the keys seen first can be packed, and
 * others for the rest.
 */
final class SpreadGroups implements AutoCloseable {
  private final GroupShape shape;
  private final RunContext context;
  private final GroupPool pool;
  private final SharedGroups others;
  private @Nullable PackedGroups packed;
  private boolean isDecided;
  private volatile boolean shared;

  SpreadGroups(GroupShape shape, RunContext context, GroupPool pool) {
    this.shape = shape;
    this.context = context;
    this.pool = pool;
    this.others = new SharedGroups(shape, context, pool);
  }

  /** There is more than one run from now on. */
  void share() {
    shared = true;
  }

  boolean isShared() {
    return shared;
  }

  /**
   * What a run hands its rows to from now on.
   *
   * @param seen the groups it has, which stay
   */
  synchronized GroupSpreader spreader(Groups seen) {
    return new GroupSpreader(shape, context, packs(seen) ? packed : null, others);
  }

  /**
   * Whether keys like those of these groups, which stay, can be packed: then it pays for one run,
   * too, that they lie in parts.
   */
  synchronized boolean packs(Groups seen) {
    boolean packs = packsThese(seen);
    isDecided = true;
    return packs;
  }

  /** As {@link #packs}, where others that have seen more keys may still find that they can. */
  synchronized boolean packsThese(Groups seen) {
    if (!isDecided) {
      packed = PackedGroups.of(shape, context, pool, seen);
      isDecided = packed != null;
    }
    return packed != null;
  }

  /**
   * Adds all groups of some key groups as state, behind {@link GroupPart#settle}; for a thread of
   * which no other comes.
   */
  synchronized void write(KeyGroups wanted, List<Batch> to) {
    for (GroupPart part : others.parts()) {
      to.addAll(new GroupState(shape, context, part.groups()).write(wanted));
    }
    if (packed != null) {
      packed.write(wanted, to);
    }
  }

  /** All groups. */
  synchronized List<GroupPart> parts() {
    List<GroupPart> parts = new ArrayList<>(others.parts());
    if (packed != null) {
      parts.addAll(packed.parts());
    }
    return parts;
  }

  /** The results of all groups that are in memory, part by part. */
  synchronized List<GroupResults> results() {
    List<GroupResults> results = new ArrayList<>();
    for (GroupPart part : others.parts()) {
      results.add(new GroupResults(shape, context, part.source(), null));
    }
    if (packed != null) {
      for (GroupPart part : packed.parts()) {
        results.add(new GroupResults(shape, context, part.source(), packed.packing()));
      }
    }
    return results;
  }

  @Override
  public synchronized void close() {
    others.close();
    if (packed != null) {
      packed.close();
    }
  }
}
