package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.operator.BatchIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows read back from batches, copied to the heap, and how a test compares them. Immutable. */
public final class Rows {
  private static final int SHOWN = 20;

  private final Schema schema;
  private final List<Row> rows;
  private final boolean ordered;
  private final double tolerance;

  private Rows(Schema schema, List<Row> rows, boolean ordered, double tolerance) {
    this.schema = schema;
    this.rows = List.copyOf(rows);
    this.ordered = ordered;
    this.tolerance = tolerance;
  }

  /** Rows of a schema. */
  public static Rows of(Schema schema, List<Row> rows) {
    return new Rows(schema, rows, true, 0);
  }

  /** Copies the rows of a root, which stays with the caller. */
  public static Rows of(VectorSchemaRoot root) {
    List<Field> fields = root.getSchema().getFields();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < root.getRowCount(); i++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column = 0; column < fields.size(); column++) {
        values.add(VectorReader.value(fields.get(column), root.getVector(column), i));
      }
      rows.add(new Row(values));
    }
    return of(root.getSchema(), rows);
  }

  /** Copies the selected rows of a batch, dictionaries decoded; the batch stays with the caller. */
  public static Rows of(Batch batch, BufferAllocator allocator) {
    try (VectorSchemaRoot root = Doors.toRoot(batch.share(), allocator)) {
      return of(root);
    }
  }

  /** Pulls all batches, closing each and the iterator. */
  public static Rows drain(BatchIterator batches) {
    try (batches) {
      List<Row> rows = new ArrayList<>();
      while (batches.hasNext()) {
        try (VectorSchemaRoot root = batches.next()) {
          rows.addAll(of(root).rows);
        }
      }
      return of(batches.schema(), rows);
    }
  }

  /** Compares in any order from here on. */
  public Rows unordered() {
    return new Rows(schema, rows, false, tolerance);
  }

  /**
   * Floating-point numbers compare equal from here on where they differ by at most {@code relative}
   * of the larger magnitude, or by {@code relative} itself near 0.
   */
  public Rows tolerance(double relative) {
    return new Rows(schema, rows, ordered, relative);
  }

  /** The schema the rows came with. */
  public Schema schema() {
    return schema;
  }

  /** The rows, in the order they came. */
  public List<Row> list() {
    return rows;
  }

  /** How many there are. */
  public int size() {
    return rows.size();
  }

  /** The values of a column, by name. */
  public List<@Nullable Object> column(String name) {
    int column = schema.getFields().indexOf(schema.findField(name));
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(column)));
    return values;
  }

  /** Asserts that exactly these rows came. */
  public void assertEquals(Row... expected) {
    assertEquals(List.of(expected));
  }

  /** As {@link #assertEquals(Row...)}. */
  public void assertEquals(List<Row> expected) {
    List<Row> wanted = expected.stream().map(row -> TextTable.canonical(schema, row)).toList();
    String difference = new RowMatcher(ordered, tolerance).difference(wanted, rows);
    if (difference != null) {
      throw new AssertionError(
          difference + "\nexpected " + text(schema, wanted) + "\nbut was " + text(schema, rows));
    }
  }

  /** Asserts that the other rows are these. */
  public void assertEquals(Rows expected) {
    assertEquals(expected.rows);
  }

  /** Asserts that a root, which stays with the caller, holds exactly these rows. */
  public static void assertRows(VectorSchemaRoot actual, Row... expected) {
    of(actual).assertEquals(expected);
  }

  /** Pulls all batches, closes them, and asserts that they hold exactly these rows. */
  public static void assertRows(BatchIterator actual, Row... expected) {
    drain(actual).assertEquals(expected);
  }

  @Override
  public String toString() {
    return text(schema, rows);
  }

  static String text(Schema schema, List<Row> rows) {
    String names =
        schema.getFields().stream().map(Field::getName).collect(Collectors.joining(" | "));
    String lines =
        rows.stream()
            .limit(SHOWN)
            .map(row -> row.values().stream().map(Values::text).collect(Collectors.joining(" | ")))
            .collect(Collectors.joining("\n  "));
    String more = rows.size() > SHOWN ? "\n  … " + (rows.size() - SHOWN) + " more" : "";
    return rows.size() + " rows\n  " + names + (rows.isEmpty() ? "" : "\n  ") + lines + more;
  }
}
