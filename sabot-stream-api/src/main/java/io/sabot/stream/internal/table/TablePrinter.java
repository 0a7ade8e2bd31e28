package io.sabot.stream.internal.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Collects the first rows of a result as text and prints them as one aligned table: numbers to the
 * right, everything else to the left, nulls as {@code null}, the rest as {@code … n more rows}.
 */
public final class TablePrinter {
  private final List<Field> fields;
  private final int rowLimit;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private long total;

  /** A table of these columns that shows at most {@code rowLimit} rows. */
  public TablePrinter(Schema schema, int rowLimit) {
    this.fields = schema.getFields();
    this.rowLimit = rowLimit;
  }

  /** Adds a line of types below the names. */
  public TablePrinter withTypes() {
    types.clear();
    fields.forEach(field -> types.add(CellText.typeOf(field)));
    return this;
  }

  /** Adds the rows of a batch, which stays with the caller. */
  public void add(VectorSchemaRoot batch) {
    for (int row = 0; row < batch.getRowCount() && rows.size() < rowLimit; row++) {
      List<String> cells = new ArrayList<>(fields.size());
      for (FieldVector vector : batch.getFieldVectors()) {
        cells.add(CellText.of(vector, row));
      }
      rows.add(cells);
    }
    total += batch.getRowCount();
  }

  /** Rows added so far, shown or not. */
  public long total() {
    return total;
  }

  /** Prints what was added. */
  public void print(Appendable out) {
    try {
      int[] widths = widths();
      line(out, fields.stream().map(Field::getName).map(CellText::clean).toList(), widths);
      if (!types.isEmpty()) {
        line(out, types, widths);
      }
      rule(out, widths);
      for (List<String> row : rows) {
        line(out, row, widths);
      }
      if (total > rows.size()) {
        long more = total - rows.size();
        out.append("… ").append(Long.toString(more)).append(more == 1 ? " more row" : " more rows");
        out.append('\n');
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private int[] widths() {
    int[] widths = new int[fields.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = CellText.width(CellText.clean(fields.get(column).getName()));
      if (!types.isEmpty()) {
        widths[column] = Math.max(widths[column], CellText.width(types.get(column)));
      }
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], CellText.width(row.get(column)));
      }
    }
    return widths;
  }

  private void line(Appendable out, List<String> cells, int[] widths) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - CellText.width(cell));
      line.append(column == 0 ? "" : " │ ");
      line.append(CellText.isNumber(fields.get(column)) ? padding + cell : cell + padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static void rule(Appendable out, int[] widths) throws IOException {
    for (int column = 0; column < widths.length; column++) {
      out.append(column == 0 ? "" : "─┼─").append("─".repeat(widths[column]));
    }
    out.append('\n');
  }
}
