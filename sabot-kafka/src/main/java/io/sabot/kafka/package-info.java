/**
 * Kafka topics as sources and sinks. Start at {@link io.sabot.kafka.Kafka}.
 *
 * <pre>{@code
 * Stream.from(Kafka.topic("broker:9092", "readings").withValues(Kafka.json(Reading.class)).withGroup("alerts"))
 *     .filter(col("celsius").gt(30))
 *     .to(Kafka.sink("broker:9092", "alerts").withKey("sensor"))
 *     .start();
 * }</pre>
 */
@NullMarked
package io.sabot.kafka;

import org.jspecify.annotations.NullMarked;
