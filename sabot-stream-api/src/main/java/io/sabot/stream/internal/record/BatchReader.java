package io.sabot.stream.internal.record;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Makes Java objects of the rows of a batch. */
@FunctionalInterface
public interface BatchReader<T> {
  /** A function from a row number to the object; valid while the batch is open. */
  IntFunction<T> open(VectorSchemaRoot batch);

  /** A reader that hands the natural Java values of each row to a function. */
  static <T> BatchReader<T> rows(Function<@Nullable Object[], T> make) {
    return batch -> {
      List<FieldVector> vectors = batch.getFieldVectors();
      List<IntFunction<@Nullable Object>> columns =
          vectors.stream().map(JavaValues::reader).toList();
      return row -> {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = columns.get(i).apply(row);
        }
        return make.apply(values);
      };
    };
  }
}
