package io.sabot.kafka;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.SabotException;
import io.sabot.source.Source.Boundedness;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TransactionAbortableException;

/**
 * What goes wrong with transactions: most of it voids one, and the job begins anew from what was
 * committed; where another writer has taken the name, or the brokers refuse, it must end.
 */
final class TransactionFailures {
  private final SinkSettings settings;
  private final ExactlyOnce how;
  private final Duration longest;
  private volatile long begun = System.nanoTime();

  TransactionFailures(SinkSettings settings, ExactlyOnce how) {
    this.settings = settings;
    this.how = how;
    this.longest = how.longest(settings.properties);
  }

  /** A transaction begins. */
  void begin() {
    begun = System.nanoTime();
  }

  CancelledException interrupted() {
    return Problems.interrupted(settings.name());
  }

  SabotException named(Throwable thrown) {
    return switch (thrown) {
      case SabotException known -> known;
      case FencedInstanceIdException taken -> fenced(taken, "group.instance.id");
      case ProducerFencedException fenced -> ended(fenced);
      case InvalidProducerEpochException fenced -> ended(fenced);
      case ApplicationRecoverableException lost -> voided(lost);
      case CommitFailedException moved -> voided(moved);
      case RebalanceInProgressException moving -> voided(moving);
      case TransactionAbortableException broken -> voided(broken);
      case InvalidTxnStateException broken -> ended(broken);
      case OutOfOrderSequenceException lost -> voided(lost);
      case KafkaException wrapped when wrapped.getCause() instanceof KafkaException cause ->
          named(cause);
      case KafkaException untold when Problems.isUntold(untold) -> voided(untold);
      default ->
          Problems.of(
              settings.name(), settings.bootstrap, settings.timeout, thrown, ErrorCode.SINK_FAILED);
    };
  }

  /** Somebody else has ended the transaction: the brokers, or another writer. */
  private SabotException ended(KafkaException cause) {
    boolean late = System.nanoTime() - begun >= longest.toNanos();
    if (late && how.boundedness() == Boundedness.BOUNDED) {
      return tooLong(cause);
    }
    return late || how.name() == null ? voided(cause) : fenced(cause, "exactlyOnce");
  }

  private RestartException voided(KafkaException cause) {
    return Problem.at(settings.name(), ErrorCode.SINK_FAILED)
        .rule("a transaction must be whole")
        .but("there was " + cause)
        .cause(cause)
        .cure("it is aborted, and the run begins anew from what was committed")
        .restart();
  }

  private RunException tooLong(KafkaException cause) {
    return Problem.at(settings.name(), ErrorCode.SINK_FAILED)
        .rule(
            "a stream that ends is one transaction, of at most %d ms".formatted(longest.toMillis()))
        .but("it took longer")
        .cause(cause)
        .cure("read it in parts with upTo, or without an end; or raise transaction.timeout.ms")
        .run();
  }

  private RunException fenced(KafkaException cause, String what) {
    return Problem.at(settings.name(), ErrorCode.SINK_FAILED)
        .rule("no other may run under the name given by " + what)
        .but(how.name() == null ? "one does" : "one does under \"" + how.name() + "\"")
        .cause(cause)
        .cure("end one of the two, or give each a name of its own; nothing came twice")
        .run();
  }
}
