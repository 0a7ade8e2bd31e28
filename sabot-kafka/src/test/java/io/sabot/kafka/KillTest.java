package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.stream.Stream;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Processes that copy numbers are killed, without a word, at random places; what they copy arrives
 * at least once, or exactly once in transactions. {@code -Dsabot.kafka.kills=100} says how often.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("sabot.kafka.kills", 3);
  private static final int NUMBERS_PER_KILL = 3_000;

  private final Broker broker = Broker.shared();

  @Test
  void whatKilledProcessesCopyArrivesAtLeastOnce() {
    Seed.next()
        .run(random -> {
          History history = killAgainAndAgain(random, "again");
          assertThat(history.repeated()).isLessThan(KILLS * NUMBERS_PER_KILL);
        });
  }

  @Test
  void whatKilledProcessesCopyInTransactionsArrivesOnce() {
    Seed.next()
        .run(random -> {
          History history = killAgainAndAgain(random, "once");
          assertThat(history.repeated()).isZero();
        });
  }

  private History killAgainAndAgain(SplittableRandom random, String guarantee) {
    String from = broker.topic(4);
    String to = broker.topic(1);
    int count = 0;
    History history = new History();
    try (var rows = numbers(to).records()) {
      Iterator<Long> arriving = rows.map(row -> row.getLong("n")).iterator();
      for (int kill = 0; kill < KILLS; kill++) {
        Process copier = start(from, to, guarantee);
        try {
          send(from, count, count + NUMBERS_PER_KILL);
          // Somewhere on the way of these numbers, at the latest at their end.
          int seen = random.nextInt(NUMBERS_PER_KILL);
          for (int i = 0; i < seen; i++) {
            history.add(arriving.next());
          }
        } finally {
          kill(copier);
        }
        count += NUMBERS_PER_KILL;
      }
      Process last = start(from, to, guarantee);
      try {
        while (!history.isComplete(count)) {
          history.add(arriving.next());
        }
      } finally {
        kill(last);
      }
    }
    history.assertAtLeastOnce(count);
    return history;
  }

  private Stream numbers(String topic) {
    return Stream.from(
        Kafka.topic(broker.bootstrap(), topic).withValues(Kafka.json(Tables.schema("n:long"))));
  }

  private void send(String topic, int from, int end) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = from; n < end; n++) {
      records.add(new ProducerRecord<>(topic, n % 4, null, Broker.bytes("{\"n\":" + n + "}")));
    }
    broker.send(records);
  }

  private Process start(String from, String to, String guarantee) {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Copier.class.getName(),
            broker.bootstrap(),
            from,
            to,
            from + "-group",
            guarantee);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(new File("/dev/null"))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** SIGKILL where there is such a thing. */
  private static void kill(Process process) {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
