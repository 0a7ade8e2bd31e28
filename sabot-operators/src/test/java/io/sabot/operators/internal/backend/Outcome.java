package io.sabot.operators.internal.backend;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.Evaluator;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What an evaluator makes of a batch.
 *
 * @param rows the values, one to a row, and behind them the rows a filter keeps
 * @param error what it throws, or nothing
 */
record Outcome(List<Row> rows, String error) {
  /** What it is before anything fails. */
  enum Form {
    VALUE,
    PREDICATE
  }

  static Outcome of(Evaluator evaluator, Batch batch, Form form, BufferAllocator allocator) {
    List<Row> rows = new ArrayList<>();
    try {
      rows.addAll(values(evaluator, batch, allocator));
      if (form == Form.PREDICATE) {
        rows.add(kept(evaluator, batch));
      }
      return new Outcome(rows, "");
    } catch (SabotException failure) {
      return new Outcome(rows, failure.code() + " " + failure.getMessage());
    }
  }

  private static List<Row> values(Evaluator evaluator, Batch batch, BufferAllocator allocator) {
    Column column = evaluator.evaluate(batch).getFirst();
    Field field = column.field();
    Field named = new Field("result", field.getFieldType(), field.getChildren());
    Schema schema = new Schema(List.of(named));
    try (Batch result = Batch.of(schema, List.of(column.renamed(named)), batch.length())) {
      column.close();
      return Rows.of(result, allocator).list();
    }
  }

  private static Row kept(Evaluator evaluator, Batch batch) {
    Selection kept = evaluator.filter(batch);
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < kept.count(batch.length()); i++) {
      rows.add(kept.row(i));
    }
    return new Row(rows);
  }
}
