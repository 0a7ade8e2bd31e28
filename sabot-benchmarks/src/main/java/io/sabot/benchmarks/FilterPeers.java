package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.batch.Selection;
import io.sabot.benchmarks.PeerReport.Peer;
import java.util.List;
import org.apache.arrow.gandiva.expression.TreeBuilder;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * One comparison and one product of doubles, batch by batch, below the operators: a selection comes
 * out on both sides, or a column.
 */
final class FilterPeers {
  private static final int[] PERCENTS = {0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100};
  private static final int[] DRAM_PERCENTS = {0, 1, 50, 99, 100};
  private static final int ROUNDS = 32;
  private static final int WARM_UPS = 40;
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  private final PeerReport report;
  private final int pairs;

  FilterPeers(PeerReport report, int pairs) {
    this.report = report;
    this.pairs = pairs;
  }

  /** Batches hot in cache, from no row kept to all. */
  void sweep(PeerRows rows) {
    report.section(
        "filter v3 > constant, rows out; one batch hot in cache, "
            + ROUNDS * rows.batches().getFirst().getRowCount()
            + " rows a run");
    int mark = report.mark();
    VectorSchemaRoot root = rows.batches().getFirst();
    try (Batch batch = Doors.borrow(root);
        ArrowRecordBatch input = Gandiva.input(root)) {
      for (int percent : PERCENTS) {
        filter(batch, root, input, percent);
      }
    }
    report.summary("filter sweep vs gandiva", mark, PERCENTS.length);
  }

  private void filter(Batch batch, VectorSchemaRoot root, ArrowRecordBatch input, int percent) {
    double constant = constant(percent);
    try (SabotEvaluator sabot = new SabotEvaluator(col("v3").gt(constant), root.getSchema());
        Gandiva.Where gandiva =
            new Gandiva.Where(
                root.getSchema(),
                Gandiva.condition(
                    "greater_than",
                    Gandiva.column(root.getSchema(), "v3"),
                    TreeBuilder.makeLiteral(constant)),
                root.getRowCount())) {
      requireEqual(percent, sabot.filter(batch), batch.length(), gandiva, input);
      PairedRuns runs =
          PairedRuns.of(
              WARM_UPS,
              pairs,
              () -> repeat(() -> listed(sabot.filter(batch), batch.length())),
              () -> repeat(() -> gandiva.count(input)));
      report.add(Peer.GANDIVA, "filter keeps " + percent + " %", runs);
    }
  }

  /** How many rows are kept; with their numbers, which the peer lists, too. */
  static int listed(Selection kept, int length) {
    int count = kept.count(length);
    return count > 0 && kept.row(count - 1) < 0 ? -1 : count;
  }

  private static double constant(int percent) {
    return percent == 100 ? -1 : 100 - percent;
  }

  private interface Count {
    long run();
  }

  private static void repeat(Count count) {
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      sum += count.run();
    }
    if (sum % ROUNDS != 0) {
      throw new AssertionError("runs differ: " + sum);
    }
  }

  private static void requireEqual(
      int percent, Selection sabot, int length, Gandiva.Where gandiva, ArrowRecordBatch input) {
    int count = gandiva.count(input);
    boolean equal = count == sabot.count(length);
    for (int i = 0; equal && i < count; i++) {
      equal = sabot.row(i) == gandiva.row(i);
    }
    if (!equal) {
      throw new AssertionError("filter of " + percent + " % differs");
    }
  }

  /** The same from memory beyond any cache, as a share of what a loop reads that only adds up. */
  void fromMemory(int rowCount, long seed) {
    report.say(
        "%nfilter v3 > constant from memory, %,d rows, %,d MiB", rowCount, rowCount * 8L >> 20);
    report.say("%-44s %12s %12s %8s", "question", "filter GB/s", "read GB/s", "share");
    try (PeerRows rows = PeerRows.measures(rowCount, seed)) {
      List<Batch> batches = rows.batches().stream().map(Doors::borrow).toList();
      double bytes = rowCount * 8.0;
      for (int percent : DRAM_PERCENTS) {
        try (SabotEvaluator sabot =
            new SabotEvaluator(col("v3").gt(constant(percent)), rows.schema())) {
          PairedRuns runs =
              PairedRuns.of(3, pairs, () -> filter(sabot, batches), () -> read(batches));
          report.say(
              "%-44s %12.1f %12.1f %7.0f%%",
              "filter keeps " + percent + " %",
              bytes / runs.medianFirst() / 1e9,
              bytes / runs.medianSecond() / 1e9,
              100 * runs.medianSpeedUp());
        }
      }
      batches.forEach(Batch::close);
    }
  }

  private static void filter(SabotEvaluator sabot, List<Batch> batches) {
    long kept = 0;
    for (Batch batch : batches) {
      kept += sabot.filter(batch).count(batch.length());
    }
    if (kept < 0) {
      throw new AssertionError();
    }
  }

  private static void read(List<Batch> batches) {
    double sum = 0;
    for (Batch batch : batches) {
      sum += ReadLoop.sum(batch.column(1).segment(1), batch.length());
    }
    if (!(sum > 0)) {
      throw new AssertionError("sum of nothing");
    }
  }

  /** {@code v3 * 0.03} as a new column. */
  void project(PeerRows rows) {
    report.section("project v3 * 0.03, a column out; one batch hot in cache");
    VectorSchemaRoot root = rows.batches().getFirst();
    try (Batch batch = Doors.borrow(root);
        ArrowRecordBatch input = Gandiva.input(root);
        SabotEvaluator sabot = new SabotEvaluator(col("v3").times(0.03), root.getSchema());
        Gandiva.Column gandiva =
            new Gandiva.Column(
                root.getSchema(),
                Gandiva.call(
                    "multiply",
                    DOUBLE,
                    Gandiva.column(root.getSchema(), "v3"),
                    TreeBuilder.makeLiteral(0.03)),
                DOUBLE,
                root.getRowCount(),
                0)) {
      requireEqual(sabot, batch, gandiva.of(input));
      PairedRuns runs =
          PairedRuns.of(
              WARM_UPS,
              pairs,
              () -> repeat(() -> project(sabot, batch)),
              () -> repeat(() -> gandiva.of(input).getValueCount()));
      report.add(Peer.GANDIVA, "v3 * 0.03", runs);
    }
  }

  private static long project(SabotEvaluator sabot, Batch batch) {
    try (Column column = sabot.project(batch)) {
      return column.length();
    }
  }

  private static void requireEqual(SabotEvaluator sabot, Batch batch, FieldVector gandiva) {
    try (Column column = sabot.project(batch)) {
      for (int row = 0; row < batch.length(); row++) {
        double one = column.segment(1).get(io.sabot.batch.Memory.DOUBLE, row * 8L);
        if (one != ((Float8Vector) gandiva).get(row)) {
          throw new AssertionError("products differ at row " + row);
        }
      }
    }
  }
}
