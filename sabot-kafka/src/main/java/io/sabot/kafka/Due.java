package io.sabot.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What there is to commit of positions and the notes that go with them: the partitions that are
 * still held, and are further than the brokers have noted.
 *
 * @param places by tenure
 */
record Due(Map<Tenure, OffsetAndMetadata> places) {
  /** Where there are notes, a partition without one is not to be committed. */
  static Due of(Positions positions, Map<Integer, String> notes) {
    Map<Tenure, OffsetAndMetadata> places = new HashMap<>();
    positions
        .next()
        .forEach((tenure, offset) -> {
          String note = notes.isEmpty() ? "" : notes.get(tenure.partition().partition());
          if (note != null && tenure.isHeld() && !isKnown(tenure, offset, note)) {
            places.put(tenure, new OffsetAndMetadata(offset, note));
          }
        });
    return new Due(places);
  }

  private static boolean isKnown(Tenure tenure, long offset, String note) {
    return tenure.isCommitted(offset) && tenure.note().equals(note);
  }

  boolean isNothing() {
    return places.isEmpty();
  }

  Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    places.forEach((tenure, place) -> offsets.put(tenure.partition(), place));
    return offsets;
  }

  /** It is durable. */
  void done() {
    places.forEach(Tenure::commit);
  }

  /** The partitions with whose places the brokers keep these very notes. */
  static Set<Integer> noted(Positions positions, Map<Integer, String> notes) {
    Set<Integer> noted = new HashSet<>();
    for (Tenure tenure : positions.next().keySet()) {
      int partition = tenure.partition().partition();
      if (tenure.isHeld() && tenure.note().equals(notes.get(partition))) {
        noted.add(partition);
      }
    }
    return noted;
  }
}
