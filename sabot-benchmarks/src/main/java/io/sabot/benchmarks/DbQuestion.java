package io.sabot.benchmarks;

import io.sabot.RunOptions;
import io.sabot.stream.Stream;
import java.util.List;

/**
 * A question of db-benchmark, asked of both.
 *
 * @param name such as {@code q3}
 * @param text what it asks
 * @param sql what DuckDB is asked; its columns come in the order of those of Sabot
 * @param keys columns that tell the rows of the answer apart; none where only all columns do
 */
record DbQuestion(String name, String text, Stream sabot, String sql, List<String> keys) {
  DbQuestion {
    keys = List.copyOf(keys);
  }

  /** The same of Sabot with other options. */
  DbQuestion with(RunOptions options) {
    return new DbQuestion(name, text, sabot.with(options), sql, keys);
  }
}
