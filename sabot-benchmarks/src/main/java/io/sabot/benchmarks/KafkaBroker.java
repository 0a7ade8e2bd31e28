package io.sabot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker in a process of its own, of the class path of this one, on one core; what it stored is
 * gone when it is closed.
 */
final class KafkaBroker implements AutoCloseable {
  private static final List<String> JAVA =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
  private static final String HOST = "127.0.0.1";
  private static final long LONGEST_START_SECONDS = 60;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final long NAP_NANOS = 20_000_000;

  private final Path folder;
  private final Process process;
  private final String address;
  private final Admin admin;

  private KafkaBroker(int core) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("sabot-broker-");
    int port = freePort();
    address = HOST + ":" + port;
    Path properties = Files.write(folder.resolve("server.properties"), properties(port));
    List<String> format =
        List.of("format", "-t", "c2Fib3QtYmVuY2htYXJrcw", "-c", properties.toString());
    if (start(core, "kafka.tools.StorageTool", format).waitFor() != 0) {
      throw new IllegalStateException("the broker's storage could not be made:\n" + log());
    }
    process = start(core, "kafka.Kafka", List.of(properties.toString()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    admin = Admin.create(Map.of("bootstrap.servers", address));
    awaitAnswer();
  }

  /** Starts one, and waits until it answers. */
  static KafkaBroker start(int core) {
    try {
      return new KafkaBroker(core);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private List<String> properties(int port) throws IOException {
    int controller = freePort();
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "listeners=PLAINTEXT://" + address + ",CONTROLLER://" + HOST + ":" + controller,
        "advertised.listeners=PLAINTEXT://" + HOST + ":" + port,
        "controller.listener.names=CONTROLLER",
        "controller.quorum.voters=1@" + HOST + ":" + controller,
        "log.dirs=" + folder.resolve("logs"),
        "auto.create.topics.enable=false",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=1",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        "group.initial.rebalance.delay.ms=0");
  }

  private Process start(int core, String main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(ChildProcess.command(ChildProcess.Flags.NONE, main, arguments));
    command.addAll(1, JAVA);
    return new ProcessBuilder(Cores.on(core, command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()))
        .start();
  }

  private File logFile() {
    return folder.resolve("broker.log").toFile();
  }

  private String log() throws IOException {
    return Files.readString(logFile().toPath());
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    try {
      admin.describeCluster().nodes().get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException failure) {
      String log = log();
      close();
      throw new IllegalStateException("the broker must answer, but does not:\n" + log, failure);
    }
  }

  String address() {
    return address;
  }

  /** Makes a topic, with settings of its own. */
  void topic(String name, int partitions, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
    try {
      admin.createTopics(List.of(topic)).all().get();
      while (!isLed(name)) {
        Thread.onSpinWait();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Whether the broker knows the topic, too, and not only the controller that made it. */
  private boolean isLed(String name) throws InterruptedException {
    try {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .get(name)
          .partitions()
          .stream()
          .allMatch(partition -> partition.leader() != null);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** How many records lie in a topic. */
  long records(String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until a topic has so many records; gives how many it has then. */
  long awaitRecords(String topic, int partitions, long count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    long records = records(topic, partitions);
    while (records < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(records + " rows arrived of " + count);
      }
      LockSupport.parkNanos(NAP_NANOS);
      records = records(topic, partitions);
    }
    return records;
  }

  @Override
  public void close() {
    admin.close();
    end();
  }

  private synchronized void end() {
    process.destroyForcibly();
    try {
      process.waitFor();
      if (!Files.exists(folder)) {
        return;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
