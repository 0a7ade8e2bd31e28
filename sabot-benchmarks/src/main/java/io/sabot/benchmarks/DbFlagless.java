package io.sabot.benchmarks;

import io.sabot.benchmarks.DbInput.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of db-benchmark, asked of Sabot alone in a process that is started without flags;
 * the way of rows into DuckDB needs some.
 */
public final class DbFlagless {
  private DbFlagless() {}

  /** Starts a process; gives the steady seconds of each question in its faster form. */
  static Map<String, Double> start(DbBenchmarkOptions options, List<String> questions) {
    String line =
        ChildProcess.lastLine(
            ChildProcess.Flags.NONE, DbFlagless.class, options.arguments(questions));
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (String part : line.split(" ")) {
      String[] nameAndSeconds = part.split("=");
      seconds.put(nameAndSeconds[0], Double.valueOf(nameAndSeconds[1]));
    }
    return seconds;
  }

  /** Prints {@code NAME=SECONDS} of each question. */
  public static void main(String[] arguments) {
    DbBenchmarkOptions options = DbBenchmarkOptions.parse(arguments);
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Section section : Section.values()) {
      if (!section.asked(options).isEmpty()) {
        try (DbInput input = new DbInput(options, section)) {
          List<DbQuestion> forms = new ArrayList<>(input.plain());
          forms.addAll(input.encoded());
          forms.forEach(form -> seconds.merge(form.name(), steady(options, form), Math::min));
        }
      }
    }
    List<String> parts = new ArrayList<>();
    seconds.forEach((name, found) -> parts.add(name + "=" + found));
    System.out.println(String.join(" ", parts));
  }

  private static double steady(DbBenchmarkOptions options, DbQuestion question) {
    PairedRuns.warm(options.warmMillis(), () -> DbSuite.sabot(question));
    double[] seconds = new double[options.pairs()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = DbSuite.sabot(question);
    }
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
