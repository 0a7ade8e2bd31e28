package io.sabot.kafka;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not become rows.
 *
 * @param topic where it lies
 * @param partition where it lies
 * @param offset where it lies
 * @param key its key, or null
 * @param value its value, or null
 * @param headers its headers
 * @param reason why, such as {@code "celsius" must be Float64, but it is "warm"}
 */
@SuppressWarnings("ArrayRecordComponent")
public record PoisonRecord(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    String reason) {}
