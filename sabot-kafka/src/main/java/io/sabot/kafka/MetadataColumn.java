package io.sabot.kafka;

/** What is known of records, under the name of a column. */
record MetadataColumn(Metadata what, String name) {}
