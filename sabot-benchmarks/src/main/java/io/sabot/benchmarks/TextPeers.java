package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.benchmarks.PeerReport.Peer;
import io.sabot.expression.Expression;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.arrow.gandiva.expression.TreeBuilder;
import org.apache.arrow.gandiva.expression.TreeNode;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Functions of text. DuckDB is asked through the stream, and the answer is counted or its bytes
 * added up on both sides; Gandiva below the operators, where rows or a column come out.
 */
final class TextPeers implements AutoCloseable {
  private static final int WARM_UPS = 10;
  private static final int MEMBERS = 50;
  private static final int LONGEST = 64;

  private final PeerReport report;
  private final DuckDb duckdb;
  private final int pairs;
  private final int warmMillis;
  private final PeerRows rows;
  private final List<Batch> batches;
  private final List<ArrowRecordBatch> inputs;
  private final Set<String> members;

  TextPeers(PeerReport report, DuckDb duckdb, PeerOptions options) {
    this.report = report;
    this.duckdb = duckdb;
    pairs = options.pairs();
    warmMillis = options.warmMillis();
    rows = PeerRows.texts(options.rows(), options.seed());
    batches = rows.batches().stream().map(Doors::borrow).toList();
    inputs = rows.batches().stream().map(Gandiva::input).toList();
    duckdb.load("texts", rows.batches());
    members = new LinkedHashSet<>();
    SplittableRandom random = new SplittableRandom(options.seed());
    while (members.size() < MEMBERS) {
      members.add(PeerRows.name(random));
    }
  }

  void ask() {
    int rowCount = batches.stream().mapToInt(Batch::length).sum();
    report.section("text, " + rowCount + " rows; conditions give rows, functions a column");
    int mark = report.mark();
    for (String pattern : List.of("https://www.a%", "%google%", "%.html", "%alpha%.org%echo%")) {
      condition(
          "url like " + pattern,
          col("url").like(pattern),
          "url LIKE '" + pattern + "'",
          Gandiva.condition("like", column("url"), TreeBuilder.makeStringLiteral(pattern)));
    }
    condition(
        "name isIn of " + MEMBERS,
        col("name").isIn(members.toArray()),
        "name IN ('" + String.join("', '", members) + "')",
        TreeBuilder.makeInExpressionString(column("name"), members));
    function(
        "substring(url, 9, 12)",
        col("url").substring(9, 12),
        "substring(url, 9, 12)",
        text("substr", column("url"), TreeBuilder.makeLiteral(9L), TreeBuilder.makeLiteral(12L)));
    function("upper(url)", col("url").upper(), "upper(url)", text("upper", column("url")));
    function("upper(name)", col("name").upper(), "upper(name)", text("upper", column("name")));
    report.summary("text vs both", mark, 100);
  }

  private TreeNode column(String name) {
    return Gandiva.column(rows.schema(), name);
  }

  private static TreeNode text(String function, TreeNode... arguments) {
    return Gandiva.call(function, ArrowType.Utf8.INSTANCE, arguments);
  }

  private void condition(String title, Expression condition, String sql, TreeNode gandiva) {
    Stream stream = rows.stream().filter(condition).aggregate(count().as("n"));
    long kept = duckdb(title, stream, "SELECT count(*) FROM texts WHERE " + sql);
    Schema schema = rows.schema();
    try (SabotEvaluator sabot = new SabotEvaluator(condition, schema);
        Gandiva.Where where = new Gandiva.Where(schema, gandiva, PeerRows.BATCH_ROWS)) {
      requireEqual(title, kept, inputs.stream().mapToLong(where::count).sum());
      PairedRuns runs =
          PairedRuns.of(
              WARM_UPS,
              pairs,
              () ->
                  requireEqual(
                      title,
                      kept,
                      batches.stream()
                          .mapToLong(b -> FilterPeers.listed(sabot.filter(b), b.length()))
                          .sum()),
              () -> requireEqual(title, kept, inputs.stream().mapToLong(where::count).sum()));
      report.add(Peer.GANDIVA, title, runs);
    }
  }

  private void function(String title, Expression function, String sql, TreeNode gandiva) {
    Stream stream = rows.stream().aggregate(sum(function.octetLength()).as("n"));
    long bytes = duckdb(title, stream, "SELECT sum(strlen(" + sql + "))::BIGINT FROM texts");
    try (SabotEvaluator sabot = new SabotEvaluator(function, rows.schema());
        Gandiva.Column column =
            new Gandiva.Column(
                rows.schema(),
                gandiva,
                ArrowType.Utf8.INSTANCE,
                PeerRows.BATCH_ROWS,
                PeerRows.BATCH_ROWS * LONGEST)) {
      requireEqualTexts(title, sabot, column);
      Runnable one =
          () -> requireEqual(title, bytes, batches.stream().mapToLong(b -> bytes(sabot, b)).sum());
      Runnable other =
          () -> requireEqual(title, bytes, inputs.stream().mapToLong(b -> bytes(column, b)).sum());
      report.add(Peer.GANDIVA, title, PairedRuns.of(WARM_UPS, pairs, one, other));
    }
  }

  private long duckdb(String title, Stream stream, String sql) {
    try (DuckDb.Question question = duckdb.prepare(sql)) {
      Answers.requireEqual(title, answer(stream), question.answer(), 0);
      PairedRuns.warm(warmMillis, () -> answer(stream));
      PairedRuns runs = PairedRuns.of(WARM_UPS, pairs, () -> answer(stream), question::answer);
      report.add(Peer.DUCKDB, title, runs);
      return ((Number) question.answer().getFirst()).longValue();
    }
  }

  private static List<Object> answer(Stream stream) {
    return stream.toList().stream().map(Row::values).flatMap(List::stream).toList();
  }

  private static long bytes(SabotEvaluator sabot, Batch batch) {
    try (Column column = sabot.project(batch)) {
      return column.segment(1).get(io.sabot.batch.Memory.INT, batch.length() * 4L);
    }
  }

  private static long bytes(Gandiva.Column gandiva, ArrowRecordBatch batch) {
    return gandiva.of(batch).getOffsetBuffer().getInt(batch.getLength() * 4L);
  }

  private void requireEqualTexts(String title, SabotEvaluator sabot, Gandiva.Column gandiva) {
    Batch batch = batches.getFirst();
    VarCharVector other = (VarCharVector) gandiva.of(inputs.getFirst());
    try (Column column = sabot.project(batch)) {
      for (int row = 0; row < batch.length(); row++) {
        int from = column.segment(1).get(io.sabot.batch.Memory.INT, row * 4L);
        int to = column.segment(1).get(io.sabot.batch.Memory.INT, row * 4L + 4);
        byte[] bytes =
            column.segment(2).asSlice(from, to - from).toArray(io.sabot.batch.Memory.BYTE);
        if (!new String(bytes, StandardCharsets.UTF_8).equals(other.getObject(row).toString())) {
          throw new AssertionError(title + " differs at row " + row);
        }
      }
    }
  }

  private static void requireEqual(String title, long one, long other) {
    if (one != other) {
      throw new AssertionError(title + ": " + one + " is not " + other);
    }
  }

  @Override
  public void close() {
    inputs.forEach(ArrowRecordBatch::close);
    batches.forEach(Batch::close);
    rows.close();
  }
}
