package io.sabot.operators;

import io.sabot.expression.SortKey;
import io.sabot.testkit.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order of rows written as plainly as Java allows, to compare sorts with. */
final class SortOracle {
  private SortOracle() {}

  /** The rows in order; keys are the columns {@code 0, 1, …} in the order given. */
  static List<Row> sorted(List<Row> rows, List<SortKey> keys) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort((one, other) -> compare(one, other, keys));
    return sorted;
  }

  private static int compare(Row one, Row other, List<SortKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      int order = compare(one.get(i), other.get(i), keys.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Object one, Object other, SortKey key) {
    if (one == null || other == null) {
      Comparator<Boolean> falseFirst = Boolean::compare;
      return key.nulls() == SortKey.NullOrder.FIRST
          ? falseFirst.compare(one != null, other != null)
          : falseFirst.compare(one == null, other == null);
    }
    int order = compare(one, other);
    return key.direction() == SortKey.Direction.ASCENDING ? order : -order;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return switch (one) {
      case Double d -> Double.compare(d + 0d, (Double) other + 0d);
      case Long l -> new BigDecimal(l).compareTo(new BigDecimal(other.toString()));
      case java.math.BigInteger i -> new BigDecimal(i).compareTo(new BigDecimal(other.toString()));
      case String s ->
          Arrays.compareUnsigned(
              s.getBytes(StandardCharsets.UTF_8),
              ((String) other).getBytes(StandardCharsets.UTF_8));
      case ByteBuffer b -> Arrays.compareUnsigned(b.array(), ((ByteBuffer) other).array());
      default -> ((Comparable<Object>) one).compareTo(other);
    };
  }
}
