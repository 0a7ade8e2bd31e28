package io.sabot.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * How far partitions have been read.
 *
 * @param next the offset that comes next, by the tenure in which it was read up to there
 */
record Positions(Map<Tenure, Long> next) {
  Positions() {
    this(new HashMap<>());
  }

  void set(Tenure tenure, long offset) {
    next.put(tenure, offset);
  }

  void clear() {
    next.clear();
  }

  /** A copy, and nothing more of tenures that have ended: they cannot be read any further. */
  Positions mark() {
    Positions copy = new Positions(new HashMap<>(next));
    next.keySet().removeIf(tenure -> !tenure.isHeld());
    return copy;
  }
}
