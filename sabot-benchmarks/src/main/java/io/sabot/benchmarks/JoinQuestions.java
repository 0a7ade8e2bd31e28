package io.sabot.benchmarks;

import static io.sabot.Expressions.using;

import io.sabot.stream.Stream;
import java.util.List;

/** The questions of db-benchmark about joins: {@code x} with a small, medium and big table. */
record JoinQuestions(Stream x, Stream small, Stream medium, Stream big) {
  private static final String MEDIUM =
      "SELECT x.*, medium.id1, medium.id4, medium.id5, v2 FROM x %s medium USING (id2)";

  List<DbQuestion> all() {
    return List.of(
        question(
            "j1",
            "small inner on int",
            x.join(small, using("id1")),
            "SELECT x.*, small.id4, v2 FROM x JOIN small USING (id1)"),
        question(
            "j2", "medium inner on int", x.join(medium, using("id2")), MEDIUM.formatted("JOIN")),
        question(
            "j3",
            "medium outer on int",
            x.leftJoin(medium, using("id2")),
            MEDIUM.formatted("LEFT JOIN")),
        question(
            "j4",
            "medium inner on string",
            x.join(medium, using("id5")),
            "SELECT x.*, medium.id1, medium.id2, medium.id4, v2 FROM x JOIN medium USING (id5)"),
        question(
            "j5",
            "big inner on int",
            x.join(big, using("id3")),
            "SELECT x.*, big.id1, big.id2, big.id4, big.id5, big.id6, v2"
                + " FROM x JOIN big USING (id3)"));
  }

  private static DbQuestion question(String name, String text, Stream sabot, String sql) {
    return new DbQuestion(name, text, sabot, sql, List.of());
  }
}
