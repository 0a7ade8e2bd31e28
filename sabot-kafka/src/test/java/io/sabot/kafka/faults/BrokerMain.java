package io.sabot.kafka.faults;

import java.io.IOException;
import kafka.Kafka;

/** A broker that ends when it is told to, or with the process that started it. */
final class BrokerMain {
  private BrokerMain() {}

  /** Argument: a file of properties. */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().start(BrokerMain::endWhenTold);
    Kafka.main(arguments);
  }

  private static void endWhenTold() {
    try {
      if (System.in.read() >= 0) {
        System.exit(0);
      }
    } catch (IOException gone) {
      // As good as an end.
    }
    Runtime.getRuntime().halt(1);
  }
}
