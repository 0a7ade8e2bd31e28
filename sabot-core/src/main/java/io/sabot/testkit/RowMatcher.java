package io.sabot.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares lists of canonical rows, in order or not, with a tolerance for floating point or not.
 */
final class RowMatcher {
  private final boolean ordered;
  private final double tolerance;

  RowMatcher(boolean ordered, double tolerance) {
    this.ordered = ordered;
    this.tolerance = tolerance;
  }

  /** The first difference in words, or null where there is none. */
  @Nullable String difference(List<Row> expected, List<Row> actual) {
    String difference = ordered ? inOrder(expected, actual) : inAnyOrder(expected, actual);
    if (difference == null && expected.size() != actual.size()) {
      return "expected %d rows but there are %d".formatted(expected.size(), actual.size());
    }
    return difference;
  }

  private @Nullable String inOrder(List<Row> expected, List<Row> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!equal(expected.get(i).values(), actual.get(i).values())) {
        return "row %d: expected %s but was %s".formatted(i, expected.get(i), actual.get(i));
      }
    }
    return null;
  }

  /** Rows that agree but for floating-point numbers share a bucket and are paired within it. */
  private @Nullable String inAnyOrder(List<Row> expected, List<Row> actual) {
    Map<Object, Deque<Row>> buckets = new HashMap<>();
    for (Row row : actual) {
      buckets.computeIfAbsent(bucket(row.values()), key -> new ArrayDeque<>()).add(row);
    }
    for (Row row : expected) {
      if (!removeEqual(row, buckets.getOrDefault(bucket(row.values()), new ArrayDeque<>()))) {
        return "missing " + row;
      }
    }
    for (Deque<Row> left : buckets.values()) {
      if (!left.isEmpty()) {
        return "unexpected " + left.getFirst();
      }
    }
    return null;
  }

  private boolean removeEqual(Row wanted, Deque<Row> candidates) {
    for (Iterator<Row> rows = candidates.iterator(); rows.hasNext(); ) {
      if (equal(wanted.values(), rows.next().values())) {
        rows.remove();
        return true;
      }
    }
    return false;
  }

  private @Nullable Object bucket(@Nullable Object value) {
    if (value instanceof Double) {
      return tolerance > 0 ? "floating point" : value;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> parts = new ArrayList<>();
      list.forEach(element -> parts.add(bucket(element)));
      return parts;
    }
    return value;
  }

  private boolean equal(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Double one && actual instanceof Double other) {
      return close(one, other);
    }
    if (expected instanceof List<?> one && actual instanceof List<?> other) {
      return equalLists(one, other);
    }
    return Objects.equals(expected, actual);
  }

  private boolean equalLists(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!equal(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean close(double one, double other) {
    if (Double.compare(one, other) == 0) {
      return true;
    }
    double magnitude = Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    return Math.abs(one - other) <= tolerance * magnitude && tolerance > 0;
  }
}
