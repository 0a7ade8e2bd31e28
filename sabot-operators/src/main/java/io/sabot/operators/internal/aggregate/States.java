package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;

/** State that lies in two places, as one list of columns. */
final class States {
  private States() {}

  static List<Field> fields(List<Field> first, List<Field> second) {
    List<Field> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Columns of both, which pass to the caller. */
  static List<Column> columns(Supplier<List<Column>> first, Supplier<List<Column>> second) {
    List<Column> all = new ArrayList<>(first.get());
    try {
      all.addAll(second.get());
      return all;
    } catch (Throwable failure) {
      all.forEach(Column::close);
      throw failure;
    }
  }
}
