package io.sabot.testkit;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.source.SplitReader;
import io.sabot.testkit.ScriptedGroup.Member;
import io.sabot.testkit.ScriptedGroup.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of a member, from where was committed. */
final class ScriptedReader implements SplitReader {
  private final ScriptedGroup group;
  private final Member member;
  private final String columns;
  private final RunContext context;
  private final boolean givesGroups;

  /** Batches that were read of each partition. */
  private final Map<Integer, Integer> taken = new ConcurrentSkipListMap<>();

  /** Batches of which it knows that they are committed. */
  private final Map<Integer, Integer> durable = new TreeMap<>();

  private final Map<Long, Map<Integer, Integer>> marks = new TreeMap<>();
  private boolean flushed = true;
  private volatile boolean waits;
  private boolean hasLostRows;
  private @Nullable CompletableFuture<?> beforeRevoking;

  /** What a sink commits in place of the reader. */
  record Offsets(ScriptedReader reader, Map<Integer, Place> places) {
    /** Takes all places over, or none. */
    void commit() {
      if (!reader.group.commitAll(reader.member, places)) {
        throw lost();
      }
    }
  }

  ScriptedReader(ScriptedGroup group, Member member, String columns, RunContext context) {
    this.group = group;
    this.member = member;
    this.columns = columns;
    this.context = context;
    this.givesGroups = !columns.equals(group.script().columns());
    group.opened(member, this);
  }

  CommitRequests requests() {
    return context.commits();
  }

  /** What was read of each partition that it knows to be its own. */
  Map<Integer, Integer> taken() {
    return taken;
  }

  /** Whether it was asked for more, and had nothing. */
  boolean waits() {
    return waits;
  }

  /** Something has changed. */
  void wake() {
    waits = false;
  }

  @Override
  public Step poll() {
    waits = false;
    // Taken first, so that what happens meanwhile is not missed.
    CompletionStage<Void> news = group.news();
    Step moved = moved();
    if (moved != null) {
      return moved;
    }
    ScriptedGroup.Arrival next = group.next(member, taken);
    if (next != null) {
      taken.put(next.partition(), next.number());
      flushed = false;
      return new Step.Emit(laid(next).batch(context.allocator()));
    }
    if (!flushed) {
      // What was read is not on its way any more when it waits.
      flushed = true;
      return new Step.Pass(Signal.FLUSH);
    }
    waits = true;
    group.waiting();
    return new Step.Blocked(news);
  }

  /** What is to be done about partitions that go and come, or null for nothing. */
  private @Nullable Step moved() {
    Set<Integer> owned = group.owned(member);
    for (int partition : taken.keySet()) {
      if (!owned.contains(partition)) {
        return lose(partition);
      }
      if (group.isLeaving(partition)) {
        return handOver(partition);
      }
    }
    owned.removeAll(taken.keySet());
    return owned.isEmpty() ? null : assign(owned);
  }

  private Step assign(Set<Integer> partitions) {
    Map<Integer, String> notes = new TreeMap<>();
    for (int partition : partitions) {
      Place place = group.place(partition);
      taken.put(partition, place.batches());
      durable.put(partition, place.batches());
      notes.put(partition, place.note());
    }
    return new Step.Pass(givesGroups ? new Signal.GroupsAssigned(notes) : Signal.FLUSH);
  }

  /** Commits what was read of a partition, and lets it go. */
  private Step handOver(int partition) {
    if (beforeRevoking == null && context.commits().areAnswered()) {
      beforeRevoking = context.commits().request().toCompletableFuture();
    }
    if (beforeRevoking != null && !beforeRevoking.isDone()) {
      return new Step.Blocked(beforeRevoking);
    }
    beforeRevoking = null;
    taken.remove(partition);
    group.handOver();
    return gone(partition);
  }

  private Step lose(int partition) {
    Integer read = taken.remove(partition);
    hasLostRows |= read != null && read > durable.getOrDefault(partition, 0);
    marks.replaceAll((id, places) -> without(places, partition));
    return gone(partition);
  }

  private static Map<Integer, Integer> without(Map<Integer, Integer> places, int partition) {
    Map<Integer, Integer> left = new TreeMap<>(places);
    left.remove(partition);
    return left;
  }

  private Step gone(int partition) {
    return new Step.Pass(givesGroups ? new Signal.GroupsRevoked(Set.of(partition)) : Signal.FLUSH);
  }

  private TextTable laid(ScriptedGroup.Arrival arrival) {
    if (!givesGroups) {
      return arrival.rows();
    }
    List<Row> more = new ArrayList<>();
    for (Row row : arrival.rows().rows()) {
      List<@Nullable Object> values = new ArrayList<>(row.values());
      values.add(arrival.partition());
      more.add(new Row(values));
    }
    return Tables.table(columns, more.toArray(Row[]::new));
  }

  @Override
  public boolean commits() {
    return true;
  }

  @Override
  public void mark(long id) {
    marks.put(id, Map.copyOf(taken));
  }

  @Override
  public Set<Integer> commit(long id, Map<Integer, String> notes) {
    Map<Integer, Place> places = places(id, notes);
    Set<Integer> committed = group.commit(member, places);
    places.keySet().retainAll(committed);
    places.forEach((partition, place) -> durable.put(partition, place.batches()));
    return committed;
  }

  @Override
  public void committed(long id) {
    durable.putAll(marks.getOrDefault(id, Map.of()));
  }

  /** Rows of partitions that were lost are in the transaction, too: it must not be committed. */
  @Override
  public Object offsets(long id, Map<Integer, String> notes) {
    if (hasLostRows || !group.owned(member).containsAll(taken.keySet())) {
      throw lost();
    }
    return new Offsets(this, places(id, notes));
  }

  private static RestartException lost() {
    return Problem.at("scripted topic", ErrorCode.SOURCE_FAILED)
        .rule("what a transaction commits must have been read by a member that has its partitions")
        .but("some were lost meanwhile")
        .cure("nothing needs to be done: the run begins anew from what was committed")
        .restart();
  }

  private Map<Integer, Place> places(long id, Map<Integer, String> notes) {
    Map<Integer, Place> places = new TreeMap<>();
    Set<Integer> here = new TreeSet<>(taken.keySet());
    marks
        .getOrDefault(id, Map.of())
        .forEach((partition, batches) -> {
          if (here.contains(partition) && (notes.isEmpty() || notes.containsKey(partition))) {
            places.put(partition, new Place(batches, notes.getOrDefault(partition, "")));
          }
        });
    return places;
  }

  @Override
  public void close() {
    group.closed(member, this);
  }
}
