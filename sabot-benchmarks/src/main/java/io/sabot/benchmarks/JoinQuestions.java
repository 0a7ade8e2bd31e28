package io.sabot.benchmarks;

import static io.sabot.Expressions.using;

import io.sabot.stream.Stream;
import java.util.List;
import java.util.Map;

/**
 * The questions of db-benchmark about joins.
 *
 * @param tables {@code x} and the right tables, {@code small}, {@code medium} and {@code big}; of
 *     these at least those of the questions that are asked
 */
record JoinQuestions(Map<String, Stream> tables) {
  static final List<String> NAMES = List.of("j1", "j2", "j3", "j4", "j5");

  private static final String MEDIUM =
      "SELECT x.*, medium.id1, medium.id4, medium.id5, v2 FROM x %s medium USING (id2)";

  /** The right table of a question. */
  static String right(String question) {
    return switch (question) {
      case "j1" -> "small";
      case "j5" -> "big";
      default -> "medium";
    };
  }

  List<DbQuestion> all() {
    return NAMES.stream().map(this::of).toList();
  }

  /** The question of a name. */
  DbQuestion of(String name) {
    Stream x = tables.get("x");
    Stream right = tables.get(right(name));
    return switch (name) {
      case "j1" ->
          question(
              name,
              "small inner on int",
              x.join(right, using("id1")),
              "SELECT x.*, small.id4, v2 FROM x JOIN small USING (id1)");
      case "j2" ->
          question(
              name, "medium inner on int", x.join(right, using("id2")), MEDIUM.formatted("JOIN"));
      case "j3" ->
          question(
              name,
              "medium outer on int",
              x.leftJoin(right, using("id2")),
              MEDIUM.formatted("LEFT JOIN"));
      case "j4" ->
          question(
              name,
              "medium inner on string",
              x.join(right, using("id5")),
              "SELECT x.*, medium.id1, medium.id2, medium.id4, v2 FROM x JOIN medium USING (id5)");
      case "j5" ->
          question(
              name,
              "big inner on int",
              x.join(right, using("id3")),
              "SELECT x.*, big.id1, big.id2, big.id4, big.id5, big.id6, v2"
                  + " FROM x JOIN big USING (id3)");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static DbQuestion question(String name, String text, Stream sabot, String sql) {
    return new DbQuestion(name, text, sabot, sql, List.of());
  }
}
