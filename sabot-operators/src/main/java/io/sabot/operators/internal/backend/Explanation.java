package io.sabot.operators.internal.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What computes the expressions of a step, said once where it is the same for all. */
final class Explanation {
  private final List<String> columns = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  void add(String column, String what) {
    columns.add(column);
    words.add(what);
  }

  /** Empty, {@code " [vector]"} or {@code " [total vector, tax gandiva]"}. */
  @Override
  public String toString() {
    if (words.isEmpty()) {
      return "";
    }
    if (new HashSet<>(words).size() == 1) {
      return " [" + words.getFirst() + "]";
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      parts.add(columns.get(i) + " " + words.get(i));
    }
    return " [" + String.join(", ", parts) + "]";
  }
}
