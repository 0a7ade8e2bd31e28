package io.sabot.source;

/**
 * Makes sources of the topics of a message broker. A module that can is found by {@link
 * java.util.ServiceLoader}, so that nobody else carries its client.
 */
public interface TopicSources {
  /** The kind of broker, e.g. {@code kafka}. */
  String kind();

  /**
   * A topic read as a member of a group, with values and keys as bytes.
   *
   * @param bootstrap where the brokers are
   */
  Source topic(String bootstrap, String topic, String group);
}
