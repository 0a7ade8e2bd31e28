package io.sabot.operators.internal.table;

import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys of every spread, with and without doubles and nulls, against a map. */
class RowsAtOnceTest {
  private static final int PIECE = 1 << 13;

  /** How a key lies in columns: in one, or what is left of division by some numbers in others. */
  private record Form(List<Long> divisors) {
    static final Form ONE = new Form(List.of());

    static Form random(SplittableRandom random) {
      List<Long> divisors = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        divisors.add(random.nextLong(1, 5_000));
      }
      return new Form(divisors);
    }

    List<ArrowType> types() {
      return Collections.nCopies(divisors.size() + 1, new ArrowType.Int(64, true));
    }

    String schema() {
      return IntStream.rangeClosed(0, divisors.size())
          .mapToObj(i -> "k" + i + ":long")
          .collect(Collectors.joining(", "));
    }

    /** Without a key one value is null, another one for each number. */
    Row row(@Nullable Long key, int number) {
      @Nullable Object[] values = new Object[divisors.size() + 1];
      long rest = key == null ? number : key;
      for (int i = 0; i < divisors.size(); i++) {
        values[i] = Math.floorMod(rest, divisors.get(i));
        rest = Math.floorDiv(rest, divisors.get(i));
      }
      values[divisors.size()] = rest;
      if (key == null) {
        values[number % values.length] = null;
      }
      return new Row(Arrays.asList(values));
    }

    private List<Batch> batches(List<? extends @Nullable Long> keys, TestAllocator allocator) {
      List<Batch> batches = new ArrayList<>();
      for (int from = 0; from < keys.size(); from += PIECE) {
        Row[] rows =
            IntStream.range(from, Math.min(keys.size(), from + PIECE))
                .mapToObj(i -> row(keys.get(i), i))
                .toArray(Row[]::new);
        batches.add(table(schema(), rows).batch(allocator));
      }
      return batches;
    }

    List<List<Column>> columns(List<Batch> batches) {
      return IntStream.rangeClosed(0, divisors.size())
          .mapToObj(i -> batches.stream().map(batch -> batch.column(i)).toList())
          .toList();
    }
  }

  @Test
  void agreesWithAMap() {
    for (int i = 0; i < 60; i++) {
      Seed.next().run(random -> agrees(random, Form.ONE, keys(random, random.nextBoolean())));
    }
  }

  @Test
  void keysOfSeveralNumbersAgreeToo() {
    for (int i = 0; i < 60; i++) {
      Seed.next().run(random -> agrees(random, Form.random(random), keys(random, true)));
    }
  }

  /** The distances of numbers need more bits than a word has, or lie around the end of all. */
  @Test
  void numbersFarApartAreLeftToOthers() {
    Form form = new Form(List.of(1_000L));
    List<@Nullable Long> keys = new ArrayList<>(List.of(Long.MIN_VALUE, 5L, Long.MAX_VALUE));
    Seed.next()
        .run(random ->
            in(
                form,
                random,
                Long.MAX_VALUE,
                (table, allocator) -> {
                  List<Batch> batches = form.batches(keys, allocator);
                  Told told = new Told(true, new ConcurrentHashMap<>());
                  try (RowsAtOnce all = table.atOnce(form.columns(batches), told)) {
                    run(all);
                    assertFalse(all.isDone());
                  }
                  int[] ids = new int[3];
                  table.findOrInsert(batches.getFirst().columns(), 3, ids, new RowIds(8));
                  assertArrayEquals(new int[] {0, 1, 2}, ids);
                  batches.forEach(Batch::close);
                }));
  }

  /** Words from a range that suits a window or one that does not, few of them or many. */
  private static List<@Nullable Long> keys(SplittableRandom random, boolean near) {
    int rows = random.nextInt(1, 40_000);
    long origin = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - 8L * rows;
    int different = random.nextBoolean() ? rows : random.nextInt(1, rows + 1);
    double nulls = random.nextInt(3) == 0 ? random.nextDouble() : 0;
    List<@Nullable Long> keys = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      long number = different == rows ? i : random.nextInt(different);
      keys.add(random.nextDouble() < nulls ? null : near ? origin + 3 * number : number * origin);
    }
    Collections.shuffle(keys, new Random(random.nextLong()));
    return keys;
  }

  /** Which rows each id was said to have; safe for any number of threads. */
  private record Told(boolean areFoundByNumber, Map<Integer, List<Integer>> rows)
      implements RowsOfKeys {
    @Override
    public void begin(int count) {}

    @Override
    public void take(int first, MemorySegment numbered, int count, int keys) {
      for (int i = 0; i < count; i++) {
        long word = numbered.get(Memory.LONG, (long) i << 3);
        int id = (int) (word >>> 32);
        assertTrue(id < keys && keys <= count, "an id of the region");
        rows.computeIfAbsent(first + id, key -> new ArrayList<>()).add((int) word);
      }
    }
  }

  private static void agrees(SplittableRandom random, Form form, List<@Nullable Long> keys) {
    Map<Long, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) != null) {
        expected.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(i);
      }
    }
    in(
        form,
        random,
        Long.MAX_VALUE,
        (table, allocator) -> {
          List<Batch> batches = form.batches(keys, allocator);
          Told told = new Told(random.nextBoolean(), new ConcurrentHashMap<>());
          try (RowsAtOnce all = table.atOnce(form.columns(batches), told)) {
            run(all);
            assertEquals(!expected.isEmpty(), all.isDone());
            if (all.isByRow()) {
              assertTrue(told.areFoundByNumber());
              expected.values().forEach(rows -> assertEquals(1, rows.size()));
            }
            if (all.isDone()) {
              boolean different = expected.values().stream().allMatch(rows -> rows.size() == 1);
              assertEquals(different, all.isUnique());
            }
            check(
                expected,
                found(table, form, expected, allocator),
                all.isByRow() ? null : told.rows());
          }
          batches.forEach(Batch::close);
        });
  }

  private static void check(
      Map<Long, List<Integer>> expected,
      Map<Long, Integer> ids,
      @Nullable Map<Integer, List<Integer>> rows) {
    expected.forEach((key, numbers) -> {
      int id = ids.get(key);
      assertEquals(numbers, rows == null ? List.of(id) : rows.get(id), () -> "key " + key);
    });
  }

  /** The ids of keys, next to which one that is not there is looked up each. */
  private static Map<Long, Integer> found(
      KeyTable table, Form form, Map<Long, List<Integer>> expected, TestAllocator allocator) {
    List<Long> keys = new ArrayList<>();
    for (long key : expected.keySet()) {
      keys.add(key);
      keys.add(key + 1);
    }
    Map<Long, Integer> ids = new HashMap<>();
    int[] found = new int[keys.size()];
    List<Batch> batches = form.batches(keys, allocator);
    int first = 0;
    KeyTable.Lookup lookup = table.lookup();
    for (Batch batch : batches) {
      int[] some = new int[batch.length()];
      lookup.find(batch.columns(), batch.length(), some);
      System.arraycopy(some, 0, found, first, some.length);
      first += some.length;
      batch.close();
    }
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected.containsKey(keys.get(i)), found[i] >= 0, "found");
      ids.put(keys.get(i), found[i]);
    }
    return ids;
  }

  /** All pieces of a phase at the same time. */
  private static void run(RowsAtOnce all) {
    for (List<Runnable> some = all.next(); !some.isEmpty(); some = all.next()) {
      some.parallelStream().forEach(Runnable::run);
    }
  }

  private interface Body {
    void run(KeyTable table, TestAllocator allocator);
  }

  private static void in(Form form, SplittableRandom random, long limit, Body body) {
    MemoryBudget budget = new MemoryBudget(limit);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("keys");
        KeyTable table =
            KeyTable.of(
                form.types(),
                KeyTable.Nulls.NEVER_MATCH,
                new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", random.nextLong()),
                reservation)) {
      body.run(table, allocator);
    }
    assertEquals(0, budget.reserved());
  }

  /** Wherever memory is refused, what the table knows stays. */
  @Test
  void withoutMemoryNothingChanges() {
    List<Long> keys = IntStream.range(0, 20_000).mapToObj(i -> i * 1_000_003L).toList();
    Seed.next()
        .run(random -> {
          for (long limit : new long[] {70_000, 200_000, 400_000, 700_000}) {
            in(
                Form.ONE,
                random,
                limit,
                (table, allocator) -> {
                  List<Batch> batches = Form.ONE.batches(keys, allocator);
                  Batch first = batches.getFirst();
                  List<Column> some = List.of(first.column(0).slice(0, 1_000, allocator));
                  int[] ids = new int[1_000];
                  table.findOrInsert(some, 1_000, ids, new RowIds(8));
                  some.forEach(Column::close);
                  Told told = new Told(true, new ConcurrentHashMap<>());
                  try (RowsAtOnce all = table.atOnce(Form.ONE.columns(batches), told)) {
                    run(all);
                    assertFalse(all.isDone(), "with " + limit + " bytes");
                  }
                  int[] found = new int[first.length()];
                  table.lookup().find(first.columns(), first.length(), found);
                  for (int i = 0; i < found.length; i++) {
                    assertEquals(i < 1_000 ? i : -1, found[i]);
                  }
                  batches.forEach(Batch::close);
                });
          }
        });
  }
}
