package io.sabot.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a broker would know of a topic and the group that reads it: the rows that have arrived, who
 * has which partition, and what is committed. It plays the script as far as a test lets it. Used by
 * any thread.
 */
final class ScriptedGroup {
  /** Who reads. */
  enum Member {
    FIRST,
    OTHER
  }

  /**
   * Where a partition goes on.
   *
   * @param batches how many of it were read
   * @param note what was noted with that
   */
  record Place(int batches, String note) {
    static final Place START = new Place(0, "");
  }

  /**
   * Rows that have arrived.
   *
   * @param number of the batch within the partition, from 1
   */
  record Arrival(int partition, int number, TextTable rows) {}

  private final TopicScript script;
  private final Map<Integer, Place> committed = new HashMap<>();
  private final Map<Integer, Member> owners = new TreeMap<>();
  private final List<Arrival> arrived = new ArrayList<>();
  private final Map<Member, ScriptedReader> readers = new HashMap<>();
  private final Set<Member> expected = EnumSet.of(Member.FIRST);
  private int released;
  private int played;
  private CompletableFuture<Void> news = new CompletableFuture<>();

  /** A partition that is on its way, until its owner has let go of it. */
  private @Nullable Integer leaving;

  ScriptedGroup(TopicScript script) {
    this.script = script;
    script.partitions().forEach(partition -> owners.put(partition, Member.FIRST));
  }

  /** A second member will read, too. */
  synchronized void expectOther() {
    expected.add(Member.OTHER);
  }

  TopicScript script() {
    return script;
  }

  void release(int steps) {
    synchronized (this) {
      released = Math.max(released, Math.min(steps, script.size()));
      play();
    }
    tell();
  }

  /** Plays what is released, up to where a member must do something first. */
  private void play() {
    while (played < released && leaving == null && happens(script.steps().get(played))) {
      played++;
    }
  }

  private boolean happens(TopicScript.Step step) {
    return switch (step) {
      case TopicScript.Step.Arrive(int partition, TextTable rows) -> {
        int before = (int) arrived.stream().filter(one -> one.partition() == partition).count();
        arrived.add(new Arrival(partition, before + 1, rows));
        yield true;
      }
      case TopicScript.Step.Revoke(int partition) -> moves(partition);
      case TopicScript.Step.Assign(int partition) -> moves(partition);
      case TopicScript.Step.Lose(int partition) -> isLost(partition);
    };
  }

  /** Asks the owner for the partition, where it runs; else it is gone at once. */
  private boolean moves(int partition) {
    if (!mayMove()) {
      return false;
    }
    if (!readers.containsKey(owner(partition))) {
      move(partition);
      return true;
    }
    leaving = partition;
    return false;
  }

  private boolean isLost(int partition) {
    if (!mayMove()) {
      return false;
    }
    move(partition);
    return true;
  }

  /**
   * Whether all members have come, know what is theirs and have read it: no row is on its way any
   * more.
   */
  private boolean mayMove() {
    return readers.keySet().containsAll(expected)
        && readers.keySet().stream().allMatch(this::isIdle);
  }

  private void move(int partition) {
    owners.put(partition, owner(partition) == Member.FIRST ? Member.OTHER : Member.FIRST);
  }

  private Member owner(int partition) {
    return owners.getOrDefault(partition, Member.FIRST);
  }

  /** Whether the partition is asked of its owner. */
  synchronized boolean isLeaving(int partition) {
    return leaving != null && leaving == partition;
  }

  /** The owner has let go of the partition that is on its way. */
  void handOver() {
    synchronized (this) {
      move(requireNonNull(leaving));
      leaving = null;
      played++;
      play();
    }
    tell();
  }

  /** The partitions of a member, without what is on its way to it. */
  synchronized Set<Integer> owned(Member member) {
    Set<Integer> owned = new TreeSet<>();
    owners.forEach((partition, owner) -> {
      if (owner == member) {
        owned.add(partition);
      }
    });
    return owned;
  }

  /** The next rows for a member that has read so many batches of each partition; null for none. */
  synchronized @Nullable Arrival next(Member member, Map<Integer, Integer> taken) {
    for (Arrival one : arrived) {
      int read = taken.getOrDefault(one.partition(), Integer.MAX_VALUE);
      if (one.number() > read && owner(one.partition()) == member) {
        return one;
      }
    }
    return null;
  }

  /** Whether a member has read all that has arrived for it, and knows its partitions. */
  private boolean hasNothing(Member member) {
    ScriptedReader reader = readers.get(member);
    return reader != null
        && reader.taken().keySet().equals(owned(member))
        && next(member, reader.taken()) == null;
  }

  private boolean isIdle(Member member) {
    ScriptedReader reader = readers.get(member);
    return reader != null && reader.waits() && hasNothing(member);
  }

  /** Whether all that was released has happened, and all that are expected wait for more. */
  synchronized boolean isTaken() {
    return played == released && expected.stream().allMatch(this::isIdle);
  }

  /** A reader waits, and has been told all there is; what waits for that goes on. */
  void waiting() {
    boolean more;
    synchronized (this) {
      int before = played;
      boolean asked = leaving != null;
      play();
      more = played > before || !asked && leaving != null;
      notifyAll();
    }
    if (more) {
      tell();
    }
  }

  synchronized Place place(int partition) {
    return committed.getOrDefault(partition, Place.START);
  }

  /** Takes places over, all or none: what a broker does with a transaction. */
  synchronized boolean commitAll(Member member, Map<Integer, Place> places) {
    if (!owned(member).containsAll(places.keySet())) {
      return false;
    }
    committed.putAll(places);
    return true;
  }

  /** Takes over the places of what the member still has. */
  synchronized Set<Integer> commit(Member member, Map<Integer, Place> places) {
    Set<Integer> owned = owned(member);
    Set<Integer> taken = new TreeSet<>(places.keySet());
    taken.retainAll(owned);
    taken.forEach(partition -> committed.put(partition, requireNonNull(places.get(partition))));
    return taken;
  }

  void opened(Member member, ScriptedReader reader) {
    synchronized (this) {
      readers.put(member, reader);
      play();
    }
    tell();
  }

  /** A member is gone: what was asked of it goes without it. */
  void closed(Member member, ScriptedReader reader) {
    synchronized (this) {
      if (!readers.remove(member, reader)) {
        return;
      }
      if (leaving != null && owner(leaving) == member) {
        move(leaving);
        leaving = null;
        played++;
      }
      play();
    }
    tell();
  }

  /** The readers that are open. */
  synchronized List<ScriptedReader> readers() {
    return List.copyOf(readers.values());
  }

  /** Completes when something has changed. */
  synchronized CompletionStage<Void> news() {
    if (news.isDone()) {
      news = new CompletableFuture<>();
    }
    return news;
  }

  /** Has all look again. */
  void tell() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      readers.values().forEach(ScriptedReader::wake);
      waiting = news;
      notifyAll();
    }
    waiting.complete(null);
  }
}
