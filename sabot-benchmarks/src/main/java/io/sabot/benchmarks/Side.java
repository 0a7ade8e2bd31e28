package io.sabot.benchmarks;

import java.util.Locale;

/** The forms in which questions of db-benchmark are asked of the engines. */
enum Side {
  /** Sabot, strings as they come. */
  PLAIN,
  /** Sabot, strings of few values dictionary-encoded. */
  ENCODED,
  /** DuckDB, strings as they come. */
  VARCHAR,
  /** DuckDB, strings of few values as ENUM, as its own script has them. */
  ENUM;

  boolean isSabot() {
    return this == PLAIN || this == ENCODED;
  }

  /** Where DuckDB has the tables of this form. */
  String schema() {
    return "memory." + name().toLowerCase(Locale.ROOT) + "_form";
  }

  String label() {
    return isSabot() ? name().toLowerCase(Locale.ROOT) : name();
  }
}
