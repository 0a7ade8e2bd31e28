package io.sabot.kafka;

import io.sabot.operator.CommitRequests;
import io.sabot.operator.Signal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when partitions come and go; called within polls.
 *
 * <p>One that goes in order first has what was given of it committed, so that whoever has it next
 * repeats nothing: no more rows are given of it, then the run is asked for a commit, and the group
 * waits for it a while. One that was lost is another's by now, and nothing is committed.
 */
final class Rebalances implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Rebalances.class);

  private final TopicSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Uninterrupted calls;
  private final Beginnings beginnings;
  private final Hands hands;
  private final CommitRequests commits;

  /** Who has to hear of it. */
  record Hands(
      Tenures tenures,
      Gathering gathering,
      Handover handover,
      Throttle throttle,
      Requests requests) {}

  Rebalances(
      TopicSettings settings,
      Consumer<byte[], byte[]> consumer,
      Uninterrupted calls,
      Beginnings beginnings,
      Hands hands,
      CommitRequests commits) {
    this.settings = settings;
    this.consumer = consumer;
    this.calls = calls;
    this.beginnings = beginnings;
    this.hands = hands;
    this.commits = commits;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed = beginnings.committed(partitions);
    Map<TopicPartition, Long> latest = beginnings.seek(partitions, committed);
    Map<Integer, String> notes = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata place = committed.get(partition);
      hands.tenures().begin(partition, place);
      notes.put(partition.partition(), place == null ? "" : place.metadata());
    }
    hands.throttle().came(consumer, partitions);
    tell(new Signal.GroupsAssigned(notes));
    if (settings.group != null && commits.areAnswered() && !latest.isEmpty()) {
      commitBeginning(latest);
    }
  }

  /**
   * Where a group has begun is noted at once: what comes between a run that has read nothing yet
   * and the next belongs to it.
   */
  private void commitBeginning(Map<TopicPartition, Long> offsets) {
    Positions begin = new Positions();
    hands
        .tenures()
        .of(offsets.keySet())
        .forEach(tenure -> begin.set(tenure, offsets.get(tenure.partition())));
    var done =
        hands
            .requests()
            .ask(
                new Commit(settings.name(), calls, begin, Map.of(), settings.longestAttempt()),
                settings.longestCommit());
    var _ = answerUntil(done::isDone);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<Tenure> leaving = leave(partitions);
    if (!leaving.isEmpty() && commits.areAnswered() && !calls.isStopped()) {
      var commit = commits.request().toCompletableFuture();
      var _ = commit.whenComplete((done, failure) -> hands.requests().nudge());
      if (!answerUntil(commit::isDone)) {
        LOG.warn(
            "{}: what was read of {} was not committed in time, and is read again by others",
            settings.name(),
            partitions);
      }
    }
    end(leaving);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.info("{}: {} went to others without a word", settings.name(), partitions);
    end(leave(partitions));
  }

  /** Reads once more what was not committed, as if all partitions had gone and come back. */
  void rewind() {
    List<Tenure> read = hands.tenures().read();
    List<TopicPartition> partitions = read.stream().map(Tenure::partition).toList();
    hands.tenures().end(read);
    hands.gathering().clear();
    hands.handover().clear();
    if (!partitions.isEmpty()) {
      // But for those that have a place to begin with.
      consumer.seekToBeginning(partitions);
      onPartitionsAssigned(partitions);
    }
  }

  /** From here on nothing is given of them. */
  private List<Tenure> leave(Collection<TopicPartition> partitions) {
    List<Tenure> leaving = hands.tenures().of(partitions);
    leaving.forEach(Tenure::leave);
    hands.gathering().dropLeaving();
    hands.handover().drop(chunk -> !chunk.tenure().isRead());
    return leaving;
  }

  private void end(List<Tenure> leaving) {
    hands.tenures().end(leaving);
    if (!leaving.isEmpty()) {
      tell(
          new Signal.GroupsRevoked(
              leaving.stream()
                  .map(tenure -> tenure.partition().partition())
                  .collect(Collectors.toSet())));
    }
  }

  private void tell(Signal change) {
    if (settings.group != null) {
      hands.handover().give(List.of(new Arrival.Change(change)));
    }
  }

  /** Does what is asked of this thread meanwhile; false where it took too long. */
  private boolean answerUntil(BooleanSupplier condition) {
    Duration longest = settings.longestHandingOver();
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      boolean met = condition.getAsBoolean();
      // Also what was asked just before it was met.
      hands.requests().answer(consumer);
      long left = deadline - System.nanoTime();
      if (met || left <= 0 || calls.isStopped()) {
        return met;
      }
      if (!condition.getAsBoolean()) {
        hands.requests().await(Duration.ofNanos(left));
      }
    }
  }
}
