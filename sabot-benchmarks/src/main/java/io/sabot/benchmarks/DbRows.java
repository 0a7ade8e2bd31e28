package io.sabot.benchmarks;

import io.sabot.RunOptions;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A table being made column by column, in batches of {@value PeerRows#BATCH_ROWS} rows. */
final class DbRows {
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  /** Stands for null among the numbers of keys. */
  static final int NULL = -1;

  /** The bytes of the string of a number. */
  interface Text {
    byte[] of(int number);
  }

  /** A measure of a row; NaN stands for null. */
  interface Measure {
    double of(int row);
  }

  private final int rows;
  private final Predicate<String> wanted;
  private final Map<String, ArrowType> types = new LinkedHashMap<>();
  private final List<BiConsumer<FieldVector, Integer>> fillings = new ArrayList<>();

  /** A table of some of the columns that it will be told. */
  DbRows(int rows, Predicate<String> wanted) {
    this.rows = rows;
    this.wanted = wanted;
  }

  DbRows ints(String name, Supplier<int[]> made) {
    if (!wanted.test(name)) {
      return this;
    }
    int[] numbers = made.get();
    types.put(name, INT);
    fillings.add((vector, start) -> {
      IntVector values = (IntVector) vector;
      for (int i = 0; i < length(start); i++) {
        if (numbers[start + i] != NULL) {
          values.set(i, numbers[start + i]);
        }
      }
    });
    return this;
  }

  DbRows texts(String name, Supplier<int[]> made, Text text) {
    if (!wanted.test(name)) {
      return this;
    }
    int[] numbers = made.get();
    types.put(name, ArrowType.Utf8.INSTANCE);
    fillings.add((vector, start) -> {
      VarCharVector values = (VarCharVector) vector;
      for (int i = 0; i < length(start); i++) {
        if (numbers[start + i] != NULL) {
          values.setSafe(i, text.of(numbers[start + i]));
        }
      }
    });
    return this;
  }

  DbRows doubles(String name, Measure measure) {
    if (!wanted.test(name)) {
      return this;
    }
    types.put(name, DOUBLE);
    fillings.add((vector, start) -> {
      Float8Vector values = (Float8Vector) vector;
      for (int i = 0; i < length(start); i++) {
        double value = measure.of(start + i);
        if (!Double.isNaN(value)) {
          values.set(i, value);
        }
      }
    });
    return this;
  }

  private int length(int start) {
    return Math.min(PeerRows.BATCH_ROWS, rows - start);
  }

  /** The table, in the order of columns where that is wanted. */
  PeerRows table(List<String> columns, DbBenchmarkOptions.Order order) {
    PeerRows table = table();
    List<String> known = columns.stream().filter(wanted).toList();
    if (order == DbBenchmarkOptions.Order.RANDOM || known.isEmpty()) {
      return table;
    }
    List<VectorSchemaRoot> sorted = new ArrayList<>();
    RunOptions options =
        RunOptions.DEFAULTS
            .withBatchRows(PeerRows.BATCH_ROWS)
            .withBatchBytes(Integer.MAX_VALUE)
            .withParallelism(Runtime.getRuntime().availableProcessors());
    try (table;
        BatchIterator batches =
            table.stream().sort(known.toArray(String[]::new)).with(options).iterator()) {
      batches.forEachRemaining(sorted::add);
    }
    return new PeerRows(sorted);
  }

  PeerRows table() {
    List<Field> fields = new ArrayList<>();
    types.forEach((name, type) -> fields.add(Field.nullable(name, type)));
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int start = 0; start < rows; start += PeerRows.BATCH_ROWS) {
      VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), RootMemory.root());
      for (int i = 0; i < fields.size(); i++) {
        root.getVector(i).setInitialCapacity(length(start));
        root.getVector(i).allocateNew();
        fillings.get(i).accept(root.getVector(i), start);
      }
      root.setRowCount(length(start));
      batches.add(root);
    }
    return new PeerRows(batches);
  }
}
