package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sorts the same rows on Sabot and on DuckDB, in pairs. The whole answer lies in memory behind it:
 * batches here, a table there. Prints seconds and ratios, losers included.
 */
final class SortPeers {
  private static final int BATCH = 64 * 1024;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("k", new ArrowType.Int(32, true)),
              Field.nullable("s", new ArrowType.Utf8()),
              Field.nullable("g", new ArrowType.Int(32, true)),
              Field.nullable("v", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

  private final SortOptions options;
  private final List<VectorSchemaRoot> rows;
  private double logs;
  private int asked;

  private SortPeers(SortOptions options, List<VectorSchemaRoot> rows) {
    this.options = options;
    this.rows = rows;
  }

  static void run(SortOptions options) {
    List<VectorSchemaRoot> rows = table(options.rows());
    try {
      new SortPeers(options, rows).ask();
    } finally {
      rows.forEach(VectorSchemaRoot::close);
    }
  }

  private void ask() {
    Map<String, List<String>> orders = new LinkedHashMap<>();
    orders.put("int", List.of("k"));
    orders.put("text", List.of("s"));
    orders.put("two", List.of("g", "v"));
    System.out.printf(
        "%-6s %7s %10s %10s %8s %16s%n",
        "key", "threads", "sabot s", "duckdb s", "ratio", "min … max");
    for (int threads : options.threads()) {
      try (DuckDb duckdb = new DuckDb(threads)) {
        duckdb.load("x", rows);
        orders.forEach((name, keys) -> {
          if (options.asks(name)) {
            compare(name, threads, keys, duckdb);
          }
        });
      }
    }
    System.out.printf(Locale.ROOT, "geomean vs duckdb: %.2f%n", Math.exp(logs / asked));
  }

  private void compare(String name, int threads, List<String> keys, DuckDb duckdb) {
    Stream sorted = Stream.fromBatches(rows).parallelism(threads).sort(keys.toArray(String[]::new));
    check(name, sorted, keys, duckdb);
    String sql = "CREATE OR REPLACE TABLE t AS SELECT * FROM x ORDER BY " + String.join(", ", keys);
    Runnable sabot = () -> close(keep(sorted));
    PairedRuns.warm(options.warmMillis(), sabot);
    PairedRuns runs = PairedRuns.of(1, options.pairs(), sabot, () -> duckdb.execute(sql));
    double[] ratios = runs.speedUps();
    System.out.printf(
        Locale.ROOT,
        "%-6s %7d %10.3f %10.3f %8.2f %7.2f … %.2f%n",
        name,
        threads,
        runs.medianFirst(),
        runs.medianSecond(),
        runs.medianSpeedUp(),
        ratios[0],
        ratios[ratios.length - 1]);
    logs += Math.log(runs.medianSpeedUp());
    asked++;
  }

  private static List<VectorSchemaRoot> keep(Stream sorted) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    try (BatchIterator iterator = sorted.iterator()) {
      iterator.forEachRemaining(batches::add);
    }
    return batches;
  }

  private static void close(List<VectorSchemaRoot> batches) {
    batches.forEach(VectorSchemaRoot::close);
  }

  /** The same rows, and none before one that is smaller; rows of equal keys have no order. */
  private void check(String name, Stream sorted, List<String> keys, DuckDb duckdb) {
    List<VectorSchemaRoot> batches = keep(sorted);
    RowSum given = new RowSum(RowSum.Order.FREE);
    batches.forEach(given::add);
    RowSum asked = new RowSum(RowSum.Order.FREE);
    rows.forEach(asked::add);
    duckdb.load("sorted", batches);
    close(batches);
    String smaller =
        "SELECT count(*) FROM (SELECT rowid > 0 AND (%s) < (%s) AS falls FROM sorted) WHERE falls"
            .formatted(
                String.join(", ", keys),
                String.join(
                    ", ", keys.stream().map(k -> "lag(" + k + ") OVER (ORDER BY rowid)").toList()));
    try (DuckDb.Question question = duckdb.prepare(smaller)) {
      if (!question.answer().equals(List.of(0L)) || !given.sum().equals(asked.sum())) {
        throw new AssertionError(name + " is not sorted");
      }
    }
    duckdb.execute("DROP TABLE sorted");
  }

  private static List<VectorSchemaRoot> table(int rows) {
    SplittableRandom random = new SplittableRandom(42);
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int start = 0; start < rows; start += BATCH) {
      batches.add(batch(random, rows, Math.min(BATCH, rows - start)));
    }
    return batches;
  }

  private static VectorSchemaRoot batch(SplittableRandom random, int rows, int count) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    IntVector keys = (IntVector) root.getVector("k");
    VarCharVector texts = (VarCharVector) root.getVector("s");
    IntVector groups = (IntVector) root.getVector("g");
    Float8Vector values = (Float8Vector) root.getVector("v");
    keys.allocateNew(count);
    texts.allocateNew(12L * count, count);
    groups.allocateNew(count);
    values.allocateNew(count);
    for (int row = 0; row < count; row++) {
      keys.set(row, random.nextInt(rows));
      String text = Integer.toString(1_000_000_000 + random.nextInt(rows));
      texts.setSafe(row, ("id" + text).getBytes(StandardCharsets.UTF_8));
      groups.set(row, random.nextInt(100));
      values.set(row, random.nextDouble());
    }
    root.setRowCount(count);
    return root;
  }
}
