package io.sabot.kafka;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.SabotException;
import io.sabot.internal.text.NearestName;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;

/** What Kafka throws, in words of this library. */
final class Problems {
  private Problems() {}

  static SabotException of(
      String where, String bootstrap, Duration timeout, Throwable failure, ErrorCode code) {
    return switch (failure) {
      case SabotException known -> known;
      // What was thrown while partitions came or went.
      case KafkaException wrapped when wrapped.getCause() instanceof SabotException known -> known;
      case TimeoutException late -> noAnswer(where, bootstrap, timeout, late, code);
      case AuthenticationException refused -> denied(where, refused, code);
      case AuthorizationException refused -> denied(where, refused, code);
      case ConfigException wrong -> misconfigured(where, wrong, code);
      case KafkaException wrapped when wrapped.getCause() instanceof ConfigException wrong ->
          misconfigured(where, wrong, code);
      case KafkaException wrapped when wrapped.getCause() instanceof ApiException cause ->
          of(where, bootstrap, timeout, cause, code);
      default ->
          Problem.at(where, code)
              .rule("the brokers must do what they are asked")
              .but("there was " + failure)
              .cause(failure)
              .cure("see the cause; the next run goes on where the group has committed")
              .run();
    };
  }

  /**
   * Whether brokers gave an answer that clients have no class for, such as one of a broker that has
   * just come back. The client stands still then, and nobody knows whether what was asked has
   * happened: a job that begins anew finds out.
   */
  static boolean isUntold(Throwable failure) {
    return failure instanceof UnknownServerException
        || failure.getClass().equals(KafkaException.class) && failure.getCause() == null;
  }

  /** As {@link #ofSource}, of a job, which may begin anew. */
  static SabotException ofJob(TopicSettings settings, Throwable failure) {
    return isUntold(failure)
        ? Problem.at(settings.name(), ErrorCode.SOURCE_FAILED)
            .rule("the brokers must say what came of what they are asked")
            .but("this came: " + failure.getMessage())
            .cause(failure)
            .cure("the run begins anew from what was committed")
            .restart()
        : ofSource(settings, failure);
  }

  /** As {@link #of}, of a source. */
  static SabotException ofSource(TopicSettings settings, Throwable failure) {
    return of(
        settings.name(), settings.bootstrap, settings.timeout, failure, ErrorCode.SOURCE_FAILED);
  }

  private static RunException noAnswer(
      String where, String bootstrap, Duration timeout, Throwable cause, ErrorCode code) {
    return Problem.at(where, code)
        .rule("the brokers must answer within " + timeout.toMillis() + " ms")
        .but("\"" + bootstrap + "\" did not")
        .cause(cause)
        .cure("check that they run and can be reached, or allow more with withTimeout")
        .run();
  }

  static RunException silent(TopicSettings settings, Duration silent) {
    return Problem.at(settings.name(), ErrorCode.SOURCE_FAILED)
        .rule("the brokers must be heard of every " + settings.longestSilence().toMillis() + " ms")
        .but("\"" + settings.bootstrap + "\" was not for " + silent.toMillis() + " ms")
        .cure(
            "check that they run and can be reached: reading goes on by itself when they are"
                + " back, and nothing is lost")
        .run();
  }

  private static RunException denied(String where, Throwable cause, ErrorCode code) {
    return Problem.at(where, code)
        .rule("the brokers must let this client in")
        .but(String.valueOf(cause.getMessage()))
        .cause(cause)
        .cure("give its credentials with withProperty, and it the rights it needs at the brokers")
        .run();
  }

  private static RunException misconfigured(String where, Throwable cause, ErrorCode code) {
    return Problem.at(where, code)
        .rule("brokers and properties must make a Kafka client")
        .but(String.valueOf(cause.getMessage()))
        .cause(cause)
        .cure("correct the brokers' addresses, or what was given with withProperty")
        .run();
  }

  static RunException unknownTopic(
      String where, String topic, Collection<String> topics, ErrorCode code) {
    return Problem.at(where, code)
        .rule("the topic must exist")
        .but("the brokers do not know \"" + topic + "\"")
        .cure(NearestName.hint(topic, topics) + "correct its name, or create it")
        .run();
  }

  static RunException unknownPartition(String where, int partition, int count) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("offsets must be given for partitions that exist")
        .but("there are " + count + ", and one given is number " + partition)
        .cure("name partitions from 0 to " + (count - 1))
        .run();
  }

  static SabotException notCommitted(TopicSettings settings, Throwable cause) {
    if (cause instanceof SabotException known) {
      return known;
    }
    if (isUntold(cause)) {
      return ofJob(settings, cause);
    }
    return Problem.at(settings.name(), ErrorCode.SOURCE_FAILED)
        .rule(
            "the brokers must note within %d ms how far group \"%s\" is"
                .formatted(settings.longestCommit().toMillis(), settings.group))
        .but("there was " + cause)
        .cause(cause)
        .cure("start again: what was not noted is read once more; or allow more with withTimeout")
        .run();
  }

  static RestartException lost(TopicSettings settings, int partition) {
    return Problem.at(settings.name(), ErrorCode.SOURCE_FAILED)
        .rule("a transaction must commit the offsets of all rows in it")
        .but("partition " + partition + " went to another member of the group before it could")
        .cure("the run begins anew from what was committed")
        .restart();
  }

  static CancelledException interrupted(String where) {
    return new CancelledException(
        Problem.at(where, ErrorCode.CANCELLED)
            .rule("the thread of a run must not be interrupted")
            .but("\"" + Thread.currentThread().getName() + "\" was")
            .cure("the run is cancelled and freed; start it again if that was not meant")
            .problem(),
        null);
  }

  static RunException poison(PoisonRecord record) {
    String rule =
        "partition %d, offset %d: every record must become rows"
            .formatted(record.partition(), record.offset());
    // Reasons of this library are a rule and a value, too; those of a decoder may be anything.
    String[] reason = record.reason().split(", but ", 2);
    return Problem.at("kafka " + record.topic(), ErrorCode.SOURCE_FAILED)
        .rule(reason.length == 2 ? rule + ": " + reason[0] : rule)
        .but(reason.length == 2 ? reason[1] : "in this one " + reason[0])
        .cure(
            "mend what sends such records, read them as what they are with withValues,"
                + " or leave them out with withPoison")
        .run();
  }
}
