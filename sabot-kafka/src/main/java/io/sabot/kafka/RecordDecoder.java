package io.sabot.kafka;

/** Reads the values of records of one run, one after the other. */
@FunctionalInterface
public interface RecordDecoder {
  /**
   * Appends the rows of one record: usually one, maybe none or several.
   *
   * @param value the record's value, not null; not to be kept or changed
   * @param rows takes the rows
   * @throws RuntimeException where the value cannot become rows: its message is the reason for
   *     which the record is rejected
   */
  void decode(byte[] value, RowAppender rows);
}
