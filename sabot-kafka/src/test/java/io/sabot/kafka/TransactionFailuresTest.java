package io.sabot.kafka;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.SabotException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;

class TransactionFailuresTest {
  private static SabotException named(RuntimeException thrown) {
    return new TransactionFailures(
            new SinkSettings("localhost:1", "numbers"), ExactlyOnce.named("copy"))
        .named(thrown);
  }

  /** As the producer says it when a broker fails while it ends a transaction. */
  @Test
  void anAnswerThatSaysNothingHasTheJobBeginAnew() {
    KafkaException untyped =
        new KafkaException("Unhandled error in EndTxnResponse: The server experienced an error");
    SabotException named = named(untyped);
    assertInstanceOf(RestartException.class, named);
    assertTrue(
        named.getMessage().contains("the run begins anew from what was committed"),
        named.getMessage());
    assertInstanceOf(RestartException.class, named(new KafkaException("in vain", untyped)));
    assertInstanceOf(RestartException.class, named(new UnknownServerException("of a record")));
  }

  @Test
  void whatNoRunWouldMendEndsIt() {
    assertInstanceOf(RunException.class, named(new TopicAuthorizationException("numbers")));
    assertInstanceOf(
        RunException.class,
        named(new KafkaException("Failed to construct", new ConfigException("no address"))));
  }
}
