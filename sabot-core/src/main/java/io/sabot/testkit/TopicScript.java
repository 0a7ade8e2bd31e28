package io.sabot.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens in a topic, as a test writes it: batches of rows in partitions, and partitions that
 * go and come back. Immutable.
 *
 * <pre>{@code
 * TopicScript.of("sensor:utf8, celsius:double")
 *     .partitionedBy("sensor")
 *     .batch(0, row("roof", 12.5), row("roof", 13.0))
 *     .batch(1, row("cellar", 9.0))
 *     .revoke(1)
 *     .batch(0, row("roof", 11.0))
 *     .assign(1)
 *     .batch(1, row("cellar", 9.5))
 * }</pre>
 */
public final class TopicScript {
  private final String columns;
  private final List<String> partitionedBy;
  private final List<Step> steps;

  /** What happens next. */
  sealed interface Step {
    /** Rows arrive. */
    record Arrive(int partition, TextTable rows) implements Step {}

    /** A partition goes to another member, after a commit. */
    record Revoke(int partition) implements Step {}

    /** It comes back. */
    record Assign(int partition) implements Step {}
  }

  private TopicScript(String columns, List<String> partitionedBy, List<Step> steps) {
    this.columns = columns;
    this.partitionedBy = partitionedBy;
    this.steps = List.copyOf(steps);
  }

  /** A topic in which nothing happens, with columns as {@link Tables} writes them. */
  public static TopicScript of(String columns) {
    return new TopicScript(columns, List.of(), List.of());
  }

  /** Promises that rows with equal values in these columns lie in the same partition. */
  public TopicScript partitionedBy(String... names) {
    return new TopicScript(columns, List.of(names), steps);
  }

  /** Then rows arrive in a partition, as one batch. */
  public TopicScript batch(int partition, Row... rows) {
    if (gone().contains(partition)) {
      throw new IllegalArgumentException(
          "rows of partition " + partition + " must come while it is assigned: assign it before");
    }
    return then(new Step.Arrive(partition, Tables.table(columns, rows)));
  }

  /** Then a partition goes to another member of the group; what was read of it is committed. */
  public TopicScript revoke(int partition) {
    return then(new Step.Revoke(partition));
  }

  /** Then a partition that was revoked comes back. */
  public TopicScript assign(int partition) {
    return then(new Step.Assign(partition));
  }

  private TopicScript then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new TopicScript(columns, partitionedBy, more);
  }

  private Set<Integer> gone() {
    Set<Integer> gone = new TreeSet<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Revoke(int partition) -> gone.add(partition);
        case Step.Assign(int partition) -> gone.remove(partition);
        case Step.Arrive arrive -> {}
      }
    }
    return gone;
  }

  /** How many things happen. */
  public int size() {
    return steps.size();
  }

  String columns() {
    return columns;
  }

  List<String> promised() {
    return partitionedBy;
  }

  List<Step> steps() {
    return steps;
  }

  /** Every partition that has rows. */
  Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    for (Step step : steps) {
      if (step instanceof Step.Arrive(int partition, TextTable rows)) {
        partitions.add(partition);
      }
    }
    return partitions;
  }
}
