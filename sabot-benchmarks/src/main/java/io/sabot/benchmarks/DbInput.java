package io.sabot.benchmarks;

import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of a section of db-benchmark, and the questions that are asked of them. */
final class DbInput implements AutoCloseable {
  /** The questions of one kind. */
  enum Section {
    GROUPBY("groupby", GroupByQuestions.NAMES, List.of("id1", "id2")),
    JOIN("join", JoinQuestions.NAMES, List.of("id4", "id5"));

    final String title;
    private final List<String> names;

    /** Strings of few values, which DuckDB has as ENUM, too. */
    private final List<String> enums;

    Section(String title, List<String> names, List<String> enums) {
      this.title = title;
      this.names = names;
      this.enums = enums;
    }

    /** Questions of this section that are asked. */
    List<String> asked(DbBenchmarkOptions options) {
      return names.stream().filter(options::asks).toList();
    }

    /** Whether DuckDB reads another column for a question as ENUM than as VARCHAR. */
    boolean hasEnums(String question) {
      return this == JOIN || enums.stream().anyMatch(GroupByQuestions.columns(question)::contains);
    }

    /** Whether Sabot is asked a question of encoded strings, too. */
    boolean isEncoded(String question) {
      return this == GROUPBY && hasEnums(question);
    }

    static Section of(String question) {
      return question.startsWith("q") ? GROUPBY : JOIN;
    }
  }

  private final DbBenchmarkOptions options;
  private final Section section;
  private final Map<String, PeerRows> tables = new LinkedHashMap<>();
  private @Nullable DbCodes codes;

  /** The tables and columns that the asked questions of a section read. */
  DbInput(DbBenchmarkOptions options, Section section) {
    this.options = options;
    this.section = section;
    DbTables made = new DbTables(options);
    List<String> asked = section.asked(options);
    if (section == Section.GROUPBY) {
      Set<String> columns = GroupByQuestions.columns(asked);
      tables.put("x", made.grouped(columns::contains));
    } else {
      tables.put("x", made.left());
      List<String> rights = List.of("small", "medium", "big");
      for (String right : rights) {
        if (asked.stream().anyMatch(name -> JoinQuestions.right(name).equals(right))) {
          tables.put(right, made.right(1 + rights.indexOf(right)));
        }
      }
    }
  }

  Section section() {
    return section;
  }

  Map<String, PeerRows> tables() {
    return tables;
  }

  /** Strings of few values that the tables have. */
  List<String> enums() {
    Set<String> names =
        tables.values().stream()
            .flatMap(rows -> rows.schema().getFields().stream())
            .map(field -> field.getName())
            .collect(Collectors.toSet());
    return section.enums.stream().filter(names::contains).toList();
  }

  /** The asked questions of plain tables. */
  List<DbQuestion> plain() {
    Map<String, Stream> streams = new HashMap<>();
    tables.forEach((name, rows) -> streams.put(name, rows.stream()));
    streams.computeIfPresent("x", (name, x) -> x.parallelism(options.threads()));
    return questions(streams);
  }

  /** The same questions of encoded tables; those that read no such column are left out. */
  List<DbQuestion> encoded() {
    List<DbQuestion> encoded = new ArrayList<>();
    for (DbQuestion question : plain()) {
      if (section.isEncoded(question.name())) {
        DbCodes made = codes == null ? new DbCodes(tables.get("x"), enums()) : codes;
        codes = made;
        Stream x = made.stream().parallelism(options.threads());
        encoded.add(new GroupByQuestions(x).of(question.name()));
      }
    }
    return encoded;
  }

  private List<DbQuestion> questions(Map<String, Stream> streams) {
    return section.asked(options).stream()
        .map(name ->
            section == Section.GROUPBY
                ? new GroupByQuestions(streams.get("x")).of(name)
                : new JoinQuestions(streams).of(name))
        .toList();
  }

  @Override
  public void close() {
    if (codes != null) {
      codes.close();
    }
    tables.values().forEach(PeerRows::close);
  }
}
