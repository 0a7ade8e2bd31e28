package io.sabot.kafka;

import java.util.Map;

/**
 * Where in the partitions of a topic to begin or to end.
 *
 * @param kind which place
 * @param offsets by partition, where they are given
 */
record Place(Kind kind, Map<Integer, Long> offsets) {
  static final Place EARLIEST = new Place(Kind.EARLIEST, Map.of());
  static final Place LATEST = new Place(Kind.LATEST, Map.of());

  static Place at(Map<Integer, Long> offsets) {
    return new Place(Kind.GIVEN, Map.copyOf(offsets));
  }

  enum Kind {
    EARLIEST,
    LATEST,
    GIVEN
  }
}
