package io.sabot.stream.internal.csv;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Types;
import io.sabot.stream.CsvOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Collects records into the columns of a batch, and says exactly where one does not fit. */
final class CsvRows implements CsvRecords.Fields {
  private final String where;
  private final CsvRecords records;
  private final CsvSchema schema;
  private final String nullText;
  private final List<CsvColumn> columns = new ArrayList<>();
  private final @Nullable CsvColumn[] byField;
  private int rows;

  CsvRows(String where, CsvRecords records, CsvSchema schema, CsvOptions options, int capacity) {
    this.where = where;
    this.records = records;
    this.schema = schema;
    this.nullText = options.nullText();
    this.byField = new CsvColumn[schema.names().size()];
    for (Field field : schema.schema().getFields()) {
      CsvColumn column = CsvColumn.of(field, capacity);
      columns.add(column);
      byField[schema.names().indexOf(field.getName())] = column;
    }
  }

  /** Whether an unquoted field stands for null. */
  static boolean isNull(String nullText, char[] text, int from, int end, boolean quoted) {
    if (quoted) {
      return false;
    }
    if (from == end) {
      return true;
    }
    if (end - from != nullText.length()) {
      return false;
    }
    for (int i = 0; i < nullText.length(); i++) {
      if (text[from + i] != nullText.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Refuses a record of another number of fields than the first. */
  static void requireFieldCount(String where, CsvRecords records, int expected) {
    int count = records.fieldCount();
    if (count != expected && !(records.isEmptyLine())) {
      throw Problem.at(where, ErrorCode.SOURCE_FAILED)
          .rule("every record must have %d fields, as the first has".formatted(expected))
          .but("the one at line %d has %d".formatted(records.line(), count))
          .cure("mend that line, or check separator and quote in CsvOptions")
          .run();
    }
  }

  /** Reads up to {@code rowLimit} rows, fewer once their text takes {@code byteLimit} bytes. */
  @Nullable Batch read(int rowLimit, long byteLimit, BufferAllocator allocator) {
    try {
      while (rows < rowLimit && !full(byteLimit) && records.next(this)) {
        endRecord();
      }
      return rows == 0 ? null : batch(allocator);
    } finally {
      rows = 0;
      columns.forEach(CsvColumn::reset);
    }
  }

  private boolean full(long byteLimit) {
    if ((rows & 127) != 0) {
      return false;
    }
    long bytes = 0;
    for (CsvColumn column : columns) {
      bytes += column.textBytes();
    }
    return bytes >= byteLimit;
  }

  private void endRecord() {
    if (records.isEmptyLine()) {
      if (byField.length != 1) {
        return;
      }
      if (!columns.isEmpty() && columns.getFirst().rows() == rows) {
        appendNull(columns.getFirst());
      }
    } else {
      requireFieldCount(where, records, byField.length);
    }
    rows++;
  }

  @Override
  public void field(int index, char[] text, int from, int end, boolean quoted) {
    if (index >= byField.length || byField[index] == null) {
      return;
    }
    CsvColumn column = byField[index];
    if (isNull(nullText, text, from, end, quoted)) {
      appendNull(column);
    } else if (!column.append(text, from, end)) {
      throw misfit(column, new String(text, from, end - from));
    }
  }

  private void appendNull(CsvColumn column) {
    if (!column.field().isNullable()) {
      throw misfit(column, "null");
    }
    column.appendNull();
  }

  private RunException misfit(CsvColumn column, String text) {
    Field field = column.field();
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule(
            "line %d, column \"%s\" must be %s%s"
                .formatted(
                    records.line(),
                    field.getName(),
                    Types.name(field.getType()),
                    field.isNullable() ? "" : " and not null"))
        .but("it is " + (text.equals("null") ? text : "\"" + text + "\""))
        .cure("give the column's type with CsvOptions.withSchema, e.g. Utf8, or mend the line")
        .run();
  }

  private Batch batch(BufferAllocator allocator) {
    Schema result = schema.schema();
    List<Column> finished = new ArrayList<>();
    try {
      for (CsvColumn column : columns) {
        finished.add(column.finish(allocator));
      }
      return Batch.of(result, finished, rows);
    } catch (Throwable failure) {
      finished.forEach(Column::close);
      throw failure;
    }
  }
}
