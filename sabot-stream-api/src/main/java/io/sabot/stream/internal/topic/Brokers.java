package io.sabot.stream.internal.topic;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.source.Source;
import io.sabot.source.TopicSources;
import java.util.ServiceLoader;

/** Topics of brokers that a module on the class path knows. */
public final class Brokers {
  private Brokers() {}

  /** A topic of Kafka; refuses where nobody knows Kafka. */
  public static Source kafka(String bootstrap, String topic, String group) {
    for (TopicSources known : ServiceLoader.load(TopicSources.class)) {
      if (known.kind().equals("kafka")) {
        return known.topic(bootstrap, topic, group);
      }
    }
    throw Problem.at("fromKafka", ErrorCode.ENVIRONMENT)
        .rule("the module that reads Kafka must be on the class path")
        .but("it is not")
        .cure("add the dependency io.sabot:sabot-kafka, of the version of the other modules")
        .plan();
  }
}
