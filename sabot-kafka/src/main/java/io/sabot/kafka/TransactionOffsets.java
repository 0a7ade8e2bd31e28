package io.sabot.kafka;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * What a transaction commits of a consumer's offsets.
 *
 * @param due the offsets
 * @param group the group, and which member of which generation asks: brokers refuse what comes from
 *     one that has lost its partitions since
 */
record TransactionOffsets(Due due, ConsumerGroupMetadata group) {}
