package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * What a second thread brings, on Sabot and on DuckDB: the questions of db-benchmark and chains of
 * row-independent steps, each on one and on two threads, in turn; then what small queries and many
 * streams have beside others.
 */
final class ScalingPeers {
  private static final int THREADS = 2;

  private final ScalingOptions options;
  private final List<ScalingNumbers.Line> lines = new ArrayList<>();

  private ScalingPeers(ScalingOptions options) {
    this.options = options;
  }

  static void run(ScalingOptions options) {
    OutputFiles.prepare(options.numbers(), options.picture());
    System.out.printf(
        "seconds, median of %d runs, on one and on two threads; JDK %s%n",
        options.runs(), Runtime.version());
    ScalingPeers peers = new ScalingPeers(options);
    options.rows().forEach(peers::size);
    if (Files.exists(options.numbers())) {
      ScalingPicture.draw(ScalingNumbers.read(options.numbers()), options.picture());
      System.out.println("numbers: " + options.numbers() + ", picture: " + options.picture());
    }
    if (options.asks("crowd")) {
      CrowdPeers.run(options.rows().getLast());
    }
  }

  private void size(int rows) {
    DbBenchmarkOptions made = DbBenchmarkOptions.parse("--rows", String.valueOf(rows));
    if (asks("q") || asks("c")) {
      DbTables tables = new DbTables(made);
      List<String> groups = GroupByQuestions.NAMES.stream().filter(options::asks).toList();
      Set<String> read = GroupByQuestions.columns(groups);
      try (DbDuck duckdb = new DbDuck(THREADS);
          PeerRows x = asks("c") ? tables.grouped() : tables.grouped(read::contains)) {
        duckdb.load(Map.of("x", x), List.of());
        if (asks("c")) {
          ask(rows, duckdb, chains(x.stream()));
        }
        GroupByQuestions questions = new GroupByQuestions(x.stream());
        ask(rows, duckdb, groups.stream().map(questions::of).toList());
      }
    }
    if (asks("j")) {
      joins(rows, new DbTables(made));
    }
  }

  private boolean asks(String start) {
    return options.questions().isEmpty()
        || options.questions().stream().anyMatch(name -> name.matches(start + "[0-9]+"));
  }

  private void joins(int rows, DbTables tables) {
    try (DbDuck duckdb = new DbDuck(THREADS);
        PeerRows x = tables.left();
        PeerRows small = tables.right(1);
        PeerRows medium = tables.right(2);
        PeerRows big = tables.right(3)) {
      Map<String, PeerRows> all = new LinkedHashMap<>();
      all.put("x", x);
      all.put("small", small);
      all.put("medium", medium);
      all.put("big", big);
      duckdb.load(all, List.of());
      Map<String, Stream> streams = new HashMap<>();
      all.forEach((name, table) -> streams.put(name, table.stream()));
      ask(rows, duckdb, new JoinQuestions(streams).all());
    }
  }

  private static List<DbQuestion> chains(Stream x) {
    return List.of(
        new DbQuestion(
            "c1",
            "numbers",
            x.filter(col("v1").gt(2))
                .select(
                    col("v1").times(col("v2")).plus(col("v3")).as("w"), col("v3").sqrt().as("r")),
            "SELECT v1 * v2 + v3 AS w, sqrt(v3) AS r FROM x WHERE v1 > 2",
            List.of()),
        new DbQuestion(
            "c2",
            "text",
            x.filter(col("id3").endsWith("7").not())
                .select(
                    col("id3").upper().as("u"),
                    col("id3").substring(3, 6).as("s"),
                    col("id1").length().as("n")),
            "SELECT upper(id3) AS u, substr(id3, 3, 6) AS s, length(id1) AS n FROM x"
                + " WHERE NOT ends_with(id3, '7')",
            List.of()));
  }

  private void ask(int rows, DbDuck duckdb, List<DbQuestion> questions) {
    for (DbQuestion question : questions) {
      if (options.asks(question.name())) {
        ask(rows, duckdb, question);
      }
    }
  }

  private void ask(int rows, DbDuck duckdb, DbQuestion question) {
    List<DoubleSupplier> sides = new ArrayList<>();
    for (int threads = 1; threads <= THREADS; threads++) {
      int used = threads;
      Stream stream = question.sabot().parallelism(threads);
      PairedRuns.warm(options.warmMillis(), () -> sabot(stream));
      sides.add(() -> sabot(stream));
      sides.add(() -> duckdb(duckdb, question, used));
    }
    double[][] seconds = new double[sides.size()][options.runs()];
    for (int run = 0; run < options.runs(); run++) {
      for (int i = 0; i < sides.size(); i++) {
        int side = run % 2 == 0 ? i : sides.size() - 1 - i;
        seconds[side][run] = second(sides.get(side));
      }
    }
    for (int side = 0; side < sides.size(); side++) {
      Arrays.sort(seconds[side]);
      lines.add(
          new ScalingNumbers.Line(
              rows,
              question.name(),
              side % 2 == 0 ? ScalingNumbers.SABOT : ScalingNumbers.DUCKDB,
              1 + side / 2,
              seconds[side][options.runs() / 2]));
    }
    if (rows == options.rows().getFirst()) {
      compare(duckdb, question);
    }
    print(rows, question);
    new ScalingNumbers(lines).write(options.numbers());
  }

  /**
   * The seconds of the second of two runs. The first one finds what the run before has left:
   * threads of the other engine that still have work, processors that sleep, caches full of other
   * data.
   */
  private static double second(DoubleSupplier side) {
    double _ = side.getAsDouble();
    return side.getAsDouble();
  }

  private static void compare(DbDuck duckdb, DbQuestion question) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    duckdb.ask(question.sql(), Side.VARCHAR);
    try (BatchIterator batches = question.sabot().parallelism(THREADS).iterator()) {
      batches.forEachRemaining(answer::add);
      duckdb.requireEqual(question, answer);
    } finally {
      answer.forEach(VectorSchemaRoot::close);
      duckdb.forget();
    }
  }

  private void print(int rows, DbQuestion question) {
    ScalingNumbers numbers = new ScalingNumbers(lines);
    System.out.printf("%,12d %-4s %-24s", rows, question.name(), question.text());
    for (String engine : List.of(ScalingNumbers.SABOT, ScalingNumbers.DUCKDB)) {
      System.out.printf(
          "  %s %.4f %.4f scales %.2f",
          engine,
          numbers.seconds(rows, question.name(), engine, 1),
          numbers.seconds(rows, question.name(), engine, 2),
          numbers.scaling(rows, question.name(), engine));
    }
    System.out.println();
  }

  /** Until the whole answer is in memory. */
  private static double sabot(Stream stream) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    try {
      long start = System.nanoTime();
      try (BatchIterator batches = stream.iterator()) {
        batches.forEachRemaining(answer::add);
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      answer.forEach(VectorSchemaRoot::close);
    }
  }

  private static double duckdb(DbDuck duckdb, DbQuestion question, int threads) {
    duckdb.threads(threads);
    return duckdb.time(question, Side.VARCHAR);
  }
}
