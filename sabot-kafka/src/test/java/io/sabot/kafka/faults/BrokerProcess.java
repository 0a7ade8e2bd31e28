package io.sabot.kafka.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import kafka.tools.StorageTool;

/** A broker in a process of its own, which can be killed and started again with what it stored. */
final class BrokerProcess {
  private static final String NAME = "broker";

  /**
   * Ports below those that the system gives to clients, so that none of them takes it meanwhile.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int END_OF_PORTS = 32_000;

  private final Launcher launcher;
  private final int port = freePort();
  private final Path settings;
  private Child child;

  /** Starts one; what it stores lies in the launcher's folder. */
  BrokerProcess(Launcher launcher) throws IOException {
    this.launcher = launcher;
    this.settings = launcher.folder().resolve("broker.properties");
    try (Writer writer = Files.newBufferedWriter(settings)) {
      properties().store(writer, null);
    }
    format();
    child = started();
  }

  private Properties properties() {
    int controllerPort = freePort();
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    properties.put("log.dirs", launcher.folder().resolve("stored").toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "3");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "3");
    // Transactions of processes that died hold up readers until they are given up.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "500");
    // A broker that was killed is back only when its last session is over.
    properties.put("broker.session.timeout.ms", "1500");
    properties.put("broker.heartbeat.interval.ms", "300");
    properties.put("log.index.size.max.bytes", "1048576");
    return properties;
  }

  private void format() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format", "--config", settings.toString(), "--cluster-id", "c2Fib3Qtc2Fib3Qtc2Fib3"
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
    }
  }

  private Child started() {
    return launcher.start(Launcher.Program.BROKER, NAME, List.of(settings.toString()));
  }

  private static int freePort() {
    SplittableRandom random = new SplittableRandom();
    while (true) {
      int port = random.nextInt(FIRST_PORT, END_OF_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
  }

  String bootstrap() {
    return "localhost:" + port;
  }

  Child child() {
    return child;
  }

  /** Starts it again, with what it had stored. */
  void start() {
    child = started();
  }

  /** Stops it in order, and starts it again. */
  void stopAndRestart() {
    child.stop();
    start();
  }

  /** Kills it without a word, and starts it again. */
  void killAndRestart() {
    child.kill();
    child = started();
  }
}
