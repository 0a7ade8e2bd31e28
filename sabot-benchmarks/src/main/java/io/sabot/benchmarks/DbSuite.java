package io.sabot.benchmarks;

import io.sabot.benchmarks.DbDuck.Form;
import io.sabot.operator.BatchIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Asks both forms of Sabot and of DuckDB the same questions in turn. All are asked ten times first;
 * the steady state is measured when all have been.
 */
final class DbSuite {
  private static final int EARLY = 10;

  private final DbBenchmarkOptions options;
  private final DbDuck duckdb;
  private final DbReport report;
  private final Map<DbQuestion, DbQuestion> forms = new IdentityHashMap<>();

  DbSuite(DbBenchmarkOptions options, DbDuck duckdb, DbReport report) {
    this.options = options;
    this.duckdb = duckdb;
    this.report = report;
  }

  /**
   * Seconds of Sabot, plain and encoded, then those of each form of DuckDB, run by run. Where no
   * string of a question is encoded, both forms of Sabot are one.
   */
  record Times(double[][] seconds) {
    double of(int side, int run) {
      return seconds[side][run];
    }

    /** The form of Sabot that is faster, as its side. */
    int sabot() {
      return median(0) <= median(1) ? 0 : 1;
    }

    /** The form of DuckDB that is faster, as its side. */
    int duckdb() {
      return median(2) <= median(3) ? 2 : 3;
    }

    double median(int side) {
      double[] sorted = seconds[side].clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    PairedRuns pairs() {
      return new PairedRuns(seconds[sabot()], seconds[duckdb()]);
    }
  }

  /** Asks the questions; their ratios go to the report. */
  void ask(String title, List<DbQuestion> questions) {
    ask(title, questions, questions);
  }

  /**
   * Asks questions of plain and of encoded tables.
   *
   * @param encoded the same questions, or those of plain tables where that is the same
   */
  void ask(String title, List<DbQuestion> questions, List<DbQuestion> encoded) {
    for (int i = 0; i < questions.size(); i++) {
      forms.put(questions.get(i), encoded.get(i));
    }
    List<DbQuestion> asked = questions.stream().filter(q -> options.asks(q.name())).toList();
    List<Times> early = new ArrayList<>();
    for (DbQuestion question : asked) {
      early.add(times(question, EARLY));
      compare(question);
    }
    report.section(title);
    for (int i = 0; i < asked.size(); i++) {
      DbQuestion question = asked.get(i);
      PairedRuns.warm(options.warmMillis(), () -> sabot(question));
      if (forms.get(question) != question) {
        PairedRuns.warm(options.warmMillis(), () -> sabot(forms.get(question)));
      }
      report.add(question, early.get(i), times(question, options.pairs()));
      compare(question);
    }
    report.end(title);
  }

  private Times times(DbQuestion question, int runs) {
    DbQuestion encoded = forms.get(question);
    List<DoubleSupplier> sides =
        List.of(
            () -> sabot(question),
            () -> encoded == question ? Double.NaN : sabot(encoded),
            () -> duckdb(question, Form.VARCHAR),
            () -> duckdb(question, Form.ENUM));
    Times times = new Times(new double[sides.size()][runs]);
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < sides.size(); i++) {
        int side = run % 2 == 0 ? i : sides.size() - 1 - i;
        times.seconds()[side][run] = sides.get(side).getAsDouble();
      }
    }
    if (encoded == question) {
      times.seconds()[1] = times.seconds()[0];
    }
    return times;
  }

  private double sabot(DbQuestion question) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    try {
      return sabot(question, answer);
    } finally {
      answer.forEach(VectorSchemaRoot::close);
    }
  }

  /** Until the whole answer is in memory. */
  private static double sabot(DbQuestion question, List<VectorSchemaRoot> answer) {
    long start = System.nanoTime();
    try (BatchIterator batches = question.sabot().iterator()) {
      batches.forEachRemaining(answer::add);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private double duckdb(DbQuestion question, Form form) {
    try {
      return duckdb.ask(question.sql(), form);
    } finally {
      duckdb.forget();
    }
  }

  private void compare(DbQuestion question) {
    compareOne(question);
    if (forms.get(question) != question) {
      compareOne(forms.get(question));
    }
  }

  private void compareOne(DbQuestion question) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    try {
      sabot(question, answer);
      for (Form form : Form.values()) {
        duckdb.ask(question.sql(), form);
        duckdb.requireEqual(question, answer);
        duckdb.forget();
      }
    } finally {
      answer.forEach(VectorSchemaRoot::close);
    }
  }
}
