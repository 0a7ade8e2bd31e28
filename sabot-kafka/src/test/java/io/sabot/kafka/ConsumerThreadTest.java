package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.operator.CommitRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer that fails: no broker can be told to give the answers that make it fail. */
@Timeout(60)
class ConsumerThreadTest {
  /** As the client says it where a broker that has just come back is asked by a member. */
  private static final KafkaException UNTOLD =
      new KafkaException("Unexpected error from SyncGroup: The coordinator is loading");

  private final TopicSettings member =
      new TopicSettings("localhost:1", "numbers").with(draft -> draft.group = "readers");
  private final Handover handover = new Handover();
  private final AskedCommits job = new AskedCommits();

  private ConsumerThread failing(
      TopicSettings settings, CommitRequests commits, KafkaException failure) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(1, "localhost", 1);
    Node[] nodes = {node};
    consumer.updatePartitions(
        settings.topic, List.of(new PartitionInfo(settings.topic, 0, node, nodes, nodes)));
    consumer.setPollException(failure);
    return new ConsumerThread(
        settings,
        handover,
        new ConsumerThread.Limits(1, 1, Duration.ZERO),
        commits,
        () -> consumer);
  }

  private void run(ConsumerThread thread) {
    thread.start();
    thread.join();
  }

  @Test
  void anAnswerThatSaysNothingHasTheJobBeginAnew() {
    ConsumerThread thread = failing(member, job, UNTOLD);
    run(thread);
    assertThatThrownBy(handover::isOver)
        .isInstanceOf(RestartException.class)
        .hasMessageContaining("The coordinator is loading")
        .hasMessageContaining("the run begins anew from what was committed");
    Future<?> asked = thread.commit(new Positions(), Map.of());
    assertThatThrownBy(asked::get).hasCauseInstanceOf(RestartException.class);
  }

  @Test
  void whoCannotGoOnFromACommitFails() {
    for (TopicSettings settings : List.of(member, member.with(draft -> draft.group = null))) {
      CommitRequests commits = settings.group == null ? job : CommitRequests.NONE;
      Handover own = new Handover();
      ConsumerThread thread =
          new ConsumerThread(
              settings,
              own,
              new ConsumerThread.Limits(1, 1, Duration.ZERO),
              commits,
              () -> {
                throw UNTOLD;
              });
      run(thread);
      assertThatThrownBy(own::isOver)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("see the cause");
    }
  }

  @Test
  void whatNoRunWouldMendEndsTheJob() {
    run(failing(member, job, new TopicAuthorizationException("numbers")));
    assertThatThrownBy(handover::isOver)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("give its credentials");
  }
}
