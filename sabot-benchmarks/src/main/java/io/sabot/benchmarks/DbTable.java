package io.sabot.benchmarks;

import io.sabot.benchmarks.DbInput.Section;

/** The questions of db-benchmark, asked of both engines in this process. */
final class DbTable {
  private DbTable() {}

  /**
   * Asks, and prints a line per question.
   *
   * @param rows what is said of the rows behind the name of a section
   */
  static DbReport ask(DbBenchmarkOptions options, String rows) {
    DbReport report = new DbReport();
    for (Section section : Section.values()) {
      if (!section.asked(options).isEmpty()) {
        report.section(section.title + rows);
        try (DbDuck duckdb = new DbDuck(options.threads());
            DbInput input = new DbInput(options, section)) {
          duckdb.load(input.tables(), input.enums());
          new DbSuite(options, duckdb, input).ask(report);
        }
      }
    }
    return report;
  }
}
