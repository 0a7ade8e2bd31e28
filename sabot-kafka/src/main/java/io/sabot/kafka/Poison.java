package io.sabot.kafka;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/** What becomes of a record that cannot become rows. Each is counted, whatever becomes of it. */
public sealed interface Poison {
  /** The run fails, naming the record and the reason. */
  Poison FAIL = new Fail();

  /** The record is left out. */
  Poison SKIP = new Skip();

  /**
   * The record is left out and given to code of the caller's, on the thread that drives the run.
   * What that throws fails the run.
   */
  static Poison to(Consumer<PoisonRecord> receiver) {
    return new Give(requireNonNull(receiver, "receiver"));
  }

  /**
   * The record is left out and sent to another topic of the same broker, key, value and headers as
   * they were, with headers {@code sabot.reason}, {@code sabot.topic}, {@code sabot.partition} and
   * {@code sabot.offset} behind. An offset is committed only once this topic has all poison that
   * lies before it.
   */
  static Poison toTopic(String topic) {
    return new Send(requireNonNull(topic, "topic"));
  }

  /** See {@link #FAIL}. */
  record Fail() implements Poison {}

  /** See {@link #SKIP}. */
  record Skip() implements Poison {}

  /** See {@link #to}. */
  record Give(Consumer<PoisonRecord> receiver) implements Poison {}

  /** See {@link #toTopic}. */
  record Send(String topic) implements Poison {}
}
