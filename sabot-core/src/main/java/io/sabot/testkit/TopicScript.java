package io.sabot.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens in a topic, as a test writes it: batches of rows in partitions, and partitions that
 * go to another member of the group and come back. The first member has all of them at the
 * beginning. Immutable.
 *
 * <pre>{@code
 * TopicScript.of("sensor:utf8, celsius:double")
 *     .partitionedBy("sensor")
 *     .batch(0, row("roof", 12.5), row("roof", 13.0))
 *     .batch(1, row("cellar", 9.0))
 *     .revoke(1)
 *     .batch(1, row("cellar", 8.0))
 *     .assign(1)
 *     .lose(0)
 *     .batch(0, row("roof", 11.0))
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

    /** A partition goes to the other member, after a commit. */
    record Revoke(int partition) implements Step {}

    /** A partition goes to the other member, and the first is not asked. */
    record Lose(int partition) implements Step {}

    /** It comes back, after a commit. */
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

  /** Then rows arrive in a partition, as one batch: whichever member has it reads them. */
  public TopicScript batch(int partition, Row... rows) {
    return then(new Step.Arrive(partition, Tables.table(columns, rows)));
  }

  /**
   * Then a partition goes to the other member of the group, in order: what was read of it is
   * committed before.
   */
  public TopicScript revoke(int partition) {
    requireGone(partition, false, "revoked", "assign it before");
    return then(new Step.Revoke(partition));
  }

  /**
   * Then a partition goes to the other member without the first being asked, as where the group has
   * not heard of it for too long: what was read and not committed, the other reads again.
   */
  public TopicScript lose(int partition) {
    requireGone(partition, false, "lost", "assign it before");
    return then(new Step.Lose(partition));
  }

  /** Then a partition that was revoked or lost comes back, in order. */
  public TopicScript assign(int partition) {
    requireGone(partition, true, "assigned", "revoke it before");
    return then(new Step.Assign(partition));
  }

  private void requireGone(int partition, boolean gone, String verb, String cure) {
    if (gone().contains(partition) != gone) {
      throw new IllegalArgumentException(
          "partition %d must be with the %s member to be %s, but it is not: %s"
              .formatted(partition, gone ? "other" : "first", verb, cure));
    }
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
        case Step.Lose(int partition) -> gone.add(partition);
        case Step.Assign(int partition) -> gone.remove(partition);
        case Step.Arrive arrive -> {}
      }
    }
    return gone;
  }

  /** Whether a second member of the group has something to read in it. */
  public boolean needsOtherMember() {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.Revoke || step instanceof Step.Lose);
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

  /** Every partition in which something happens. */
  Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    for (Step step : steps) {
      partitions.add(
          switch (step) {
            case Step.Arrive(int partition, TextTable rows) -> partition;
            case Step.Revoke(int partition) -> partition;
            case Step.Lose(int partition) -> partition;
            case Step.Assign(int partition) -> partition;
          });
    }
    return partitions;
  }
}
