package io.sabot.testkit;

import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.source.SplitReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Plays the script of a topic from where was committed. */
final class ScriptedReader implements SplitReader {
  private final ScriptedTopic topic;
  private final String columns;
  private final RunContext context;
  private final boolean givesGroups;
  private final Map<Integer, Integer> taken = new TreeMap<>();
  private final Map<Long, Map<Integer, Integer>> marks = new TreeMap<>();

  /** Per partition, how many of its batches the script has come by. */
  private final Map<Integer, Integer> passed = new HashMap<>();

  private final AtomicInteger next = new AtomicInteger();
  private boolean begun;
  private volatile boolean waits;
  private @Nullable CompletableFuture<?> beforeRevoking;

  /** What a sink commits in place of the reader. */
  record Offsets(ScriptedTopic topic, Map<Integer, ScriptedTopic.Place> places) {}

  ScriptedReader(ScriptedTopic topic, String columns, RunContext context) {
    this.topic = topic;
    this.columns = columns;
    this.context = context;
    this.givesGroups = !columns.equals(topic.script().columns());
    topic.opened(this);
  }

  CommitRequests requests() {
    return context.commits();
  }

  /** Whether all that is released was taken, and more was asked for. */
  boolean waits() {
    return waits && next.get() >= topic.released();
  }

  @Override
  public Step poll() {
    waits = false;
    if (!begun) {
      begun = true;
      return assign(topic.script().partitions());
    }
    // Taken first, so that what is released meanwhile is not missed.
    CompletionStage<Void> news = topic.news();
    while (next.get() < topic.released()) {
      Step step = play(topic.script().steps().get(next.get()));
      if (step != null) {
        return step;
      }
    }
    waits = true;
    topic.wakeWaiting();
    return new Step.Blocked(news);
  }

  private @Nullable Step play(TopicScript.Step step) {
    return switch (step) {
      case TopicScript.Step.Arrive(int partition, TextTable rows) -> {
        next.incrementAndGet();
        int number = passed.merge(partition, 1, Integer::sum);
        if (number <= taken.getOrDefault(partition, 0)) {
          yield null;
        }
        taken.put(partition, number);
        yield new Step.Emit(laid(partition, rows).batch(context.allocator()));
      }
      case TopicScript.Step.Revoke(int partition) -> revoke(partition);
      case TopicScript.Step.Assign(int partition) -> {
        next.incrementAndGet();
        yield taken.containsKey(partition) ? null : assign(Set.of(partition));
      }
    };
  }

  private TextTable laid(int partition, TextTable rows) {
    if (!givesGroups) {
      return rows;
    }
    List<Row> more = new ArrayList<>();
    for (Row row : rows.rows()) {
      List<@Nullable Object> values = new ArrayList<>(row.values());
      values.add(partition);
      more.add(new Row(values));
    }
    return Tables.table(columns, more.toArray(Row[]::new));
  }

  private Step assign(Set<Integer> partitions) {
    Map<Integer, String> notes = new TreeMap<>();
    for (int partition : partitions) {
      ScriptedTopic.Place place = topic.place(partition);
      taken.put(partition, place.batches());
      notes.put(partition, place.note());
    }
    return new Step.Pass(givesGroups ? new Signal.GroupsAssigned(notes) : Signal.FLUSH);
  }

  /** Commits what was read of a partition, and lets it go. One that was never read on stays. */
  private @Nullable Step revoke(int partition) {
    if (isCommittedFurther()) {
      next.incrementAndGet();
      return null;
    }
    if (beforeRevoking == null && context.commits().areAnswered()) {
      beforeRevoking = context.commits().request().toCompletableFuture();
    }
    if (beforeRevoking != null && !beforeRevoking.isDone()) {
      return new Step.Blocked(beforeRevoking);
    }
    beforeRevoking = null;
    next.incrementAndGet();
    taken.remove(partition);
    return new Step.Pass(givesGroups ? new Signal.GroupsRevoked(Set.of(partition)) : Signal.FLUSH);
  }

  /** Whether an earlier run has committed what follows here. */
  private boolean isCommittedFurther() {
    return taken.entrySet().stream()
        .anyMatch(entry -> entry.getValue() > passed.getOrDefault(entry.getKey(), 0));
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
    Map<Integer, ScriptedTopic.Place> places = places(id, notes);
    topic.commit(places);
    return places.keySet();
  }

  @Override
  public Object offsets(long id, Map<Integer, String> notes) {
    return new Offsets(topic, places(id, notes));
  }

  private Map<Integer, ScriptedTopic.Place> places(long id, Map<Integer, String> notes) {
    Map<Integer, ScriptedTopic.Place> places = new TreeMap<>();
    marks
        .getOrDefault(id, Map.of())
        .forEach((partition, batches) -> {
          if (taken.containsKey(partition) && (notes.isEmpty() || notes.containsKey(partition))) {
            places.put(
                partition, new ScriptedTopic.Place(batches, notes.getOrDefault(partition, "")));
          }
        });
    return places;
  }

  @Override
  public void close() {
    topic.closed(this);
  }
}
