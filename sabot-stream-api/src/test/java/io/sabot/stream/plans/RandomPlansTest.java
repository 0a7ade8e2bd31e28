package io.sabot.stream.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random plans over random tables, cut at random, on one to eight threads, with and without a
 * budget, against DuckDB. {@code -Dsabot.plans=…} says how many, {@code -Dsabot.seed=…} replays
 * one.
 */
class RandomPlansTest {
  private static final int PLANS = Integer.getInteger("sabot.plans", 25);
  private static final int STEPS = 6;
  private static final int PROGRESS = 100;

  @TempDir private Path folder;

  private final LeakCheck leaks = LeakCheck.begin();

  @AfterEach
  void nothingIsLeft() {
    leaks.close();
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void plansAgree() throws SQLException {
    Map<PlanCase.Outcome, Integer> outcomes = new EnumMap<>(PlanCase.Outcome.class);
    try (Duck duck = new Duck()) {
      for (int i = 0; i < PLANS; i++) {
        Seed seed = Seed.next();
        seed.run(random -> outcomes.merge(plan(duck, seed, random), 1, Integer::sum));
        if ((i + 1) % PROGRESS == 0) {
          System.out.printf("%d of %d plans agree so far: %s%n", i + 1, PLANS, outcomes);
        }
      }
    }
    System.out.printf("%d plans agree with DuckDB: %s%n", PLANS, outcomes);
    assertThat(folder).isEmptyDirectory();
  }

  private PlanCase.Outcome plan(Duck duck, Seed seed, SplittableRandom random) throws SQLException {
    PlanCase plans = new PlanCase(duck, options(random), random.nextLong(), folder);
    RandomTable tables = new RandomTable(random);
    Map<String, TextTable> made = new HashMap<>();
    List<String> shared = tables.types(random.nextInt(1, 5));
    for (String name : List.of("a", "b", "c")) {
      List<String> types = new ArrayList<>(shared);
      types.addAll(tables.types(random.nextInt(4)));
      TextTable table = tables.table(name, types);
      List<String> sqlTypes = new ArrayList<>(List.of("integer"));
      types.forEach(type -> sqlTypes.add(RandomTable.TYPES.get(type)));
      plans.add(name, sqlTypes, table);
      made.put(name, table);
    }
    List<Query> parts = new ArrayList<>();
    Query query = query(duck, random, made, parts);
    try {
      return random.nextInt(3) == 0
          ? plans.squeeze(query, random.nextLong(1 << 20, 1 << 22))
          : plans.ask(query);
    } catch (AssertionError | SabotException failure) {
      System.err.printf("%s fails, and what is left of it is looked for: %s%n", seed, failure);
      throw new AssertionError(report(plans, parts, failure), failure);
    }
  }

  private static Query query(
      Duck duck, SplittableRandom random, Map<String, TextTable> tables, List<Query> parts)
      throws SQLException {
    try (RootAllocator allocator = new RootAllocator()) {
      Map<String, Stream> streams = new HashMap<>();
      List<CutSource> sources = new ArrayList<>();
      tables.forEach((name, table) -> {
        CutSource source = CutSource.of(table.slice(0, 0), random, allocator);
        sources.add(source);
        streams.put(name, Stream.from(source));
      });
      try {
        return new RandomPlans(random, streams, duck).plan(STEPS, parts);
      } finally {
        sources.forEach(CutSource::close);
      }
    }
  }

  private static RunOptions options(SplittableRandom random) {
    return RunOptions.DEFAULTS
        .withParallelism(random.nextInt(1, 9))
        .withBatchRows(random.nextInt(1, 1 << random.nextInt(3, 17)))
        .withBatchBytes(random.nextInt(1, 1 << random.nextInt(5, 20)));
  }

  /** The smallest part of the plan that fails, over the fewest rows. */
  private static String report(PlanCase plans, List<Query> parts, Throwable failure)
      throws SQLException {
    RunOptions options = plans.options();
    for (Query part : parts) {
      if (plans.fails(part)) {
        String tables = plans.shrunk(part);
        return "%s%noptions: %s%nsql: %s%nplan:%n%s%ntables:%n%s"
            .formatted(failure.getMessage(), options, part.ordered(), plans.explain(part), tables);
      }
    }
    return "once, not again: %s%noptions: %s%nsql: %s%nplan:%n%s"
        .formatted(
            failure.getMessage(),
            options,
            parts.getLast().ordered(),
            plans.explain(parts.getLast()));
  }
}
