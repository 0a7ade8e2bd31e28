package io.sabot.stream.plans;

import io.sabot.MemoryLimitException;
import io.sabot.RowOrder;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.stream.Stream;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A query over tables, asked of both engines. */
final class PlanCase {
  private static final long LEAST_BUDGET = 1024;
  private static final int SHRINK_SECONDS = 30;

  /** What a column is called in DuckDB, by table. */
  private final Map<String, List<String>> sqlTypes;

  private final Map<String, TextTable> tables = new LinkedHashMap<>();
  private final Duck duck;
  private final long cuts;
  private final Path folder;
  private RunOptions options;

  /**
   * A case without tables.
   *
   * @param cuts from which the cuts of tables follow
   * @param folder where runs may spill, empty
   */
  PlanCase(Duck duck, RunOptions options, long cuts, Path folder) {
    this.duck = duck;
    this.options = options.withTemporaryFolder(folder);
    this.cuts = cuts;
    this.folder = folder;
    this.sqlTypes = new HashMap<>();
  }

  void add(String name, List<String> types, TextTable table) throws SQLException {
    sqlTypes.put(name, types);
    put(name, table);
  }

  private void put(String name, TextTable table) throws SQLException {
    tables.put(name, table);
    duck.load(name, sqlTypes.get(name), table);
  }

  /** How a case ends that is no failure. */
  enum Outcome {
    AGREES,
    /** As well, and it went by way of disk. */
    SPILLED,
    /** The budget was too small, and it was said clearly. */
    REFUSED
  }

  /** Asks both; throws where they do not agree. */
  Outcome ask(Query query) throws SQLException {
    return ask(query, expected(query));
  }

  /**
   * Asks with half the memory each time, until it does not suffice; throws where the engines do not
   * agree. What ran last stays as the options of the case.
   *
   * @param most bytes that are enough for many plans
   */
  Outcome squeeze(Query query, long most) throws SQLException {
    List<Row> expected = expected(query);
    Outcome outcome = Outcome.AGREES;
    for (long budget = most; budget >= LEAST_BUDGET; budget /= 2) {
      options = options.withMemoryBudget(budget);
      Outcome next = ask(query, expected);
      if (next == Outcome.REFUSED) {
        return outcome == Outcome.SPILLED ? outcome : next;
      }
      outcome = next == Outcome.SPILLED ? next : outcome;
    }
    return outcome;
  }

  RunOptions options() {
    return options;
  }

  private List<Row> expected(Query query) throws SQLException {
    try {
      return duck.rows(query.ordered());
    } catch (SQLException failure) {
      throw new SQLException(query.ordered() + "\n" + failure.getMessage(), failure);
    }
  }

  private Outcome ask(Query query, List<Row> expected) {
    touched(FileTime.fromMillis(0));
    try (TestAllocator allocator = new TestAllocator()) {
      Map<String, CutSource> sources = new HashMap<>();
      SplittableRandom random = new SplittableRandom(cuts);
      tables.forEach((name, table) -> sources.put(name, CutSource.of(table, random, allocator)));
      try {
        Map<String, Stream> streams = new HashMap<>();
        sources.forEach((name, source) -> streams.put(name, Stream.from(source)));
        RunOptions used = options.withAllocator(allocator).withRowOrder(rowOrder(query));
        Stream stream = query.build().apply(streams).with(used);
        compare(query, Rows.drain(stream.iterator()), expected);
      } catch (MemoryLimitException refused) {
        return refused(refused);
      } finally {
        sources.values().forEach(CutSource::close);
      }
    }
    return touched(null).toMillis() == 0 ? Outcome.AGREES : Outcome.SPILLED;
  }

  /** When something in the folder for spills came or went last; sets that first where given. */
  private FileTime touched(@Nullable FileTime time) {
    try {
      if (time != null) {
        Files.setLastModifiedTime(folder, time);
      }
      return Files.getLastModifiedTime(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What runs. */
  String explain(Query query) {
    try (TestAllocator allocator = new TestAllocator()) {
      Map<String, Stream> streams = new HashMap<>();
      Map<String, CutSource> sources = new HashMap<>();
      tables.forEach((name, table) ->
          sources.put(name, CutSource.of(table, new SplittableRandom(cuts), allocator)));
      sources.forEach((name, source) -> streams.put(name, Stream.from(source)));
      try {
        return query.build().apply(streams).with(options).explain();
      } finally {
        sources.values().forEach(CutSource::close);
      }
    }
  }

  /** Order is free where neither the rows nor what any step keeps of them depend on it. */
  private RowOrder rowOrder(Query query) {
    boolean free = cuts % 2 == 0 && query.order().isEmpty() && !query.followsOrder();
    return free ? RowOrder.FREE : RowOrder.KEPT;
  }

  private Outcome refused(MemoryLimitException refused) {
    String message = String.valueOf(refused.getMessage());
    if (options.memoryBudget() == Long.MAX_VALUE
        || !message.contains(" held")
        || !message.contains("were asked for")) {
      throw refused;
    }
    return Outcome.REFUSED;
  }

  private static void compare(Query query, Rows actual, List<Row> expected) {
    Rows near = actual.tolerance(1e-8);
    if (!actual.schema().getFields().stream()
        .map(f -> f.getName())
        .toList()
        .equals(query.names())) {
      throw new AssertionError("columns: " + actual.schema() + ", not " + query.names());
    }
    if (query.total()) {
      near.assertEquals(expected);
      return;
    }
    near.unordered().assertEquals(expected);
    if (!query.order().isEmpty()) {
      List<String> columns = query.order().stream().map(Query.Order::column).distinct().toList();
      picked(actual, query, columns)
          .assertEquals(picked(Rows.of(actual.schema(), expected), query, columns).list());
    }
  }

  private static Rows picked(Rows rows, Query query, List<String> columns) {
    List<Row> picked = new ArrayList<>();
    for (Row row : rows.list()) {
      List<@Nullable Object> values = new ArrayList<>();
      columns.forEach(column -> values.add(row.get(query.names().indexOf(column))));
      picked.add(new Row(values));
    }
    Schema schema = new Schema(columns.stream().map(rows.schema()::findField).toList());
    return Rows.of(schema, picked);
  }

  /** Takes rows away as long as the query fails, for a while, and shows what is left. */
  String shrunk(Query query) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHRINK_SECONDS);
    for (String name : List.copyOf(tables.keySet())) {
      for (int size = tables.get(name).rows().size(); size > 0; size /= 2) {
        for (int at = 0; at < tables.get(name).rows().size() && System.nanoTime() < end; ) {
          TextTable whole = tables.get(name);
          List<Row> rows = new ArrayList<>(whole.rows());
          rows.subList(at, Math.min(at + size, rows.size())).clear();
          put(name, whole.withRows(rows));
          if (!fails(query)) {
            put(name, whole);
            at += size;
          }
        }
      }
    }
    StringBuilder text = new StringBuilder();
    tables.forEach((name, table) -> text.append(name).append(": ").append(table).append('\n'));
    return text.toString();
  }

  /** Whether the engines disagree about the query, one time in three. */
  boolean fails(Query query) throws SQLException {
    for (int i = 0; i < 3; i++) {
      try {
        ask(query);
      } catch (AssertionError | SabotException failure) {
        return true;
      }
    }
    return false;
  }
}
