package io.sabot.kafka.faults;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one kind of work has written so far, held against what it has promised. */
interface Account {
  /** One record more, of those of a partition in their order. */
  void add(ConsumerRecord<byte[], byte[]> record);

  /** How many different numbers have arrived. */
  long arrived();

  /** All numbers below this one have arrived. */
  long complete();

  /** The process that wrote last what came from a partition of the numbers, or null. */
  @Nullable String lastWriter(int partition);

  /**
   * What is not as it was promised, with what was written before and after it; empty where all is
   * well.
   *
   * @param numbers all numbers below this one were sent
   */
  List<Fault> faults(long numbers);

  /** How often something came again that had come before. */
  long repeated();

  /**
   * What is not as promised.
   *
   * @param what what it is
   * @param history what was written near it
   */
  record Fault(String what, List<Written> history) {}

  /**
   * A record that was written.
   *
   * @param millis when, by the clock of the process that wrote it
   * @param writer the process that wrote it
   * @param what what it says
   */
  record Written(long millis, String writer, String what) {}
}
