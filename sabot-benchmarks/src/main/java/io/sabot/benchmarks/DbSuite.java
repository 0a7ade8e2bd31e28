package io.sabot.benchmarks;

import io.sabot.operator.BatchIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Asks all forms of Sabot and of DuckDB the same questions in turn. All are asked ten times first;
 * the steady state is measured when all have been, and then answers are compared.
 */
final class DbSuite {
  private static final int EARLY = 10;

  private final DbBenchmarkOptions options;
  private final DbDuck duckdb;
  private final DbInput input;
  private final Map<String, DbQuestion> encoded = new HashMap<>();

  DbSuite(DbBenchmarkOptions options, DbDuck duckdb, DbInput input) {
    this.options = options;
    this.duckdb = duckdb;
    this.input = input;
    input.encoded().forEach(question -> encoded.put(question.name(), question));
  }

  /** Seconds by form, run by run; NaN where one was not asked. */
  record Times(Map<Side, double[]> seconds) {
    double of(Side side, int run) {
      return seconds.get(side)[run];
    }

    /** The form of Sabot that is faster. */
    Side sabot() {
      return faster(Side.PLAIN, Side.ENCODED);
    }

    /** The form of DuckDB that is faster. */
    Side duckdb() {
      return faster(Side.VARCHAR, Side.ENUM);
    }

    private Side faster(Side one, Side other) {
      return !seconds.containsKey(other) || median(one) <= median(other) ? one : other;
    }

    private double median(Side side) {
      double[] sorted = seconds.get(side).clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    PairedRuns pairs() {
      return new PairedRuns(seconds.get(sabot()), seconds.get(duckdb()));
    }
  }

  /** Asks the questions of the input; their ratios go to the report. */
  void ask(DbReport report) {
    List<DbQuestion> questions = input.plain();
    List<Times> early = new ArrayList<>();
    for (DbQuestion question : questions) {
      early.add(early(question));
    }
    for (int i = 0; i < questions.size(); i++) {
      DbQuestion question = questions.get(i);
      for (Side side : sides(question)) {
        if (side.isSabot()) {
          PairedRuns.warm(options.warmMillis(), () -> time(question, side));
        }
      }
      report.add(question, early.get(i), steady(question));
      compare(question);
    }
  }

  /** The forms that differ. */
  private List<Side> sides(DbQuestion question) {
    List<Side> sides = new ArrayList<>(List.of(Side.PLAIN));
    if (encoded.containsKey(question.name())) {
      sides.add(Side.ENCODED);
    }
    sides.add(Side.VARCHAR);
    if (input.section().hasEnums(question.name())) {
      sides.add(Side.ENUM);
    }
    return sides;
  }

  /** DuckDB, which compiles nothing, is asked beside the first and the last run only. */
  private Times early(DbQuestion question) {
    Times times = times(question, EARLY);
    for (int run = 0; run < EARLY; run++) {
      for (Side side : sides(question)) {
        boolean asked = side.isSabot() || run == 0 || run == EARLY - 1;
        times.seconds().get(side)[run] = asked ? time(question, side) : Double.NaN;
      }
    }
    return times;
  }

  private Times steady(DbQuestion question) {
    Times times = times(question, options.pairs());
    List<Side> sides = sides(question);
    for (int run = 0; run < options.pairs(); run++) {
      for (int i = 0; i < sides.size(); i++) {
        Side side = sides.get(run % 2 == 0 ? i : sides.size() - 1 - i);
        times.seconds().get(side)[run] = time(question, side);
      }
    }
    return times;
  }

  private Times times(DbQuestion question, int runs) {
    Map<Side, double[]> seconds = new EnumMap<>(Side.class);
    sides(question).forEach(side -> seconds.put(side, new double[runs]));
    return new Times(seconds);
  }

  private double time(DbQuestion question, Side side) {
    return switch (side) {
      case PLAIN -> sabot(question);
      case ENCODED -> sabot(encoded.get(question.name()));
      case VARCHAR, ENUM -> duckdb.time(question, side);
    };
  }

  /** Seconds until the whole answer of Sabot is in memory; it is dropped. */
  static double sabot(DbQuestion question) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    try {
      return sabot(question, answer);
    } finally {
      answer.forEach(VectorSchemaRoot::close);
    }
  }

  private static double sabot(DbQuestion question, List<VectorSchemaRoot> answer) {
    long start = System.nanoTime();
    try (BatchIterator batches = question.sabot().iterator()) {
      batches.forEachRemaining(answer::add);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void compare(DbQuestion question) {
    duckdb.ask(question.sql(), Side.VARCHAR);
    compareAnswer(question);
    if (encoded.containsKey(question.name())) {
      compareAnswer(encoded.get(question.name()));
    }
    duckdb.forget();
  }

  private void compareAnswer(DbQuestion question) {
    List<VectorSchemaRoot> answer = new ArrayList<>();
    try {
      sabot(question, answer);
      duckdb.requireEqual(question, answer);
    } finally {
      answer.forEach(VectorSchemaRoot::close);
    }
  }
}
