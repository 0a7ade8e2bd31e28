package io.sabot.operators.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** A key has one word for ever or none for ever, and comes back from it as it was. */
class KeyPackingTest {
  private static final List<String> TYPES =
      List.of("int", "long", "bool", "int8", "int16", "uint8", "date", "utf8", "binary");

  private static final int THREADS = 4;

  /** So many for each thread. */
  private static final int STRINGS = 1500;

  private final TestAllocator allocator = new TestAllocator();
  private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);

  @Test
  void keysComeBack() {
    for (int i = 0; i < 60; i++) {
      Seed.next().run(this::comeBack);
    }
    assertEquals(0, budget.reserved());
    allocator.close();
  }

  private void comeBack(SplittableRandom random) {
    List<String> types = new ArrayList<>();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      types.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    Map<Row, Long> words = new HashMap<>();
    Set<Row> refused = new HashSet<>();
    try (Reservation reservation = budget.reserve("keys");
        Batch seen = batch(types, rows(types, random, 100))) {
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", random.nextLong());
      KeyPacking packing =
          KeyPacking.of(seen.schema().getFields(), List.of(seen), context, reservation);
      if (packing == null) {
        return;
      }
      try (packing;
          Packer one = packing.packer();
          Packer other = packing.packer()) {
        check(packing, one, seen, words, refused);
        for (int i = 0; i < 6; i++) {
          int range = 1 << random.nextInt(4, 14);
          try (Batch batch = batch(types, rows(types, random, range))) {
            check(packing, i % 2 == 0 ? one : other, batch, words, refused);
          }
        }
      }
    }
  }

  /** A column that has seen little has few bits, and may still use all of its codes. */
  @Test
  void stringsHaveAllCodesOfTheirBits() {
    // Three numbers take 19 bits each, which leaves 7 for the string.
    List<String> types = List.of("utf8", "int64", "int64", "int64");
    List<Row> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long number = i % 2 * (1L << 18);
      first.add(Tables.row(text(i % 2), number, number, number));
    }
    List<Row> more = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      more.add(Tables.row(text(i % 127), 7L, 7L, 7L));
    }
    try (Reservation reservation = budget.reserve("keys");
        Batch seen = batch(types, first);
        Batch later = batch(types, more)) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      try (KeyPacking packing =
              KeyPacking.of(seen.schema().getFields(), List.of(seen), context, reservation);
          Packer packer = packing.packer()) {
        Set<Row> refused = new HashSet<>();
        check(packing, packer, later, new HashMap<>(), refused);
        assertTrue(refused.isEmpty(), () -> refused.size() + " refused");
      }
    }
    assertEquals(0, budget.reserved());
    allocator.close();
  }

  /** Each thread packs strings that none has packed before, and takes their words apart. */
  @Test
  void wordsAreTakenApartWhileOthersAddStrings() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    List<String> types = List.of("utf8");
    try (Reservation reservation = budget.reserve("keys");
        Batch seen = batch(types, rows(types, random, 1))) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      try (KeyPacking packing =
              KeyPacking.of(seen.schema().getFields(), List.of(seen), context, reservation);
          ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
        List<Future<?>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          int first = thread * 1_000_000;
          tasks.add(pool.submit(() -> addStrings(packing, first)));
        }
        for (Future<?> task : tasks) {
          task.get();
        }
      }
    }
    assertEquals(0, budget.reserved());
    allocator.close();
  }

  private void addStrings(KeyPacking packing, int first) {
    try (Packer packer = packing.packer()) {
      for (int i = 0; i < STRINGS; i++) {
        List<Row> rows = List.of(Tables.row(text(first + i)), Tables.row(text(first)));
        try (Batch batch = batch(List.of("utf8"), rows)) {
          check(packing, packer, batch, new HashMap<>(), new HashSet<>());
        }
      }
    }
  }

  private static void check(
      KeyPacking packing, Packer packer, Batch batch, Map<Row, Long> words, Set<Row> refused) {
    RowIds without = new RowIds(8);
    List<Row> rows = values(batch.columns(), batch.schema(), batch.length());
    try (Column packed = packer.pack(batch.columns(), batch.length(), without)) {
      RowIds with = accepted(without, batch.length());
      List<Row> back = back(packing, packed, with, batch.schema());
      for (int i = 0; i < with.size(); i++) {
        Row row = rows.get((int) with.get(i));
        assertEquals(row, back.get(i));
        long word = packed.segment(1).get(Memory.LONG, with.get(i) << 3);
        assertEquals(word, words.computeIfAbsent(row, unused -> word), row::toString);
        rows.set((int) with.get(i), null);
      }
      rows.stream().filter(row -> row != null).forEach(refused::add);
      assertTrue(java.util.Collections.disjoint(words.keySet(), refused));
    }
  }

  private static RowIds accepted(RowIds refused, int count) {
    RowIds accepted = new RowIds(count);
    int next = 0;
    for (int row = 0; row < count; row++) {
      if (next < refused.size() && refused.get(next) == row) {
        next++;
      } else {
        accepted.add(row);
      }
    }
    return accepted;
  }

  private static List<Row> back(KeyPacking packing, Column packed, RowIds rows, Schema schema) {
    try (TestAllocator scratch = new TestAllocator();
        Column some = Take.rows(packed, rows, scratch)) {
      List<Column> keys = packing.unpack(some);
      try {
        return values(keys, schema, rows.size());
      } finally {
        keys.forEach(Column::close);
      }
    }
  }

  /** The canonical bytes of each row's key. */
  private static List<Row> values(List<Column> columns, Schema schema, int length) {
    assertEquals(schema.getFields().size(), columns.size());
    List<Row> rows = new ArrayList<>();
    try (TestAllocator scratch = new TestAllocator();
        io.sabot.state.EncodedKeys encoded =
            io.sabot.state.KeyEncoding.encode(columns, length, scratch)) {
      for (int i = 0; i < length; i++) {
        long start = encoded.offsets()[i];
        byte[] bytes =
            encoded
                .bytes()
                .asSlice(start, encoded.offsets()[i + 1] - start)
                .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        rows.add(Tables.row(java.util.Arrays.toString(bytes)));
      }
    }
    return rows;
  }

  private Batch batch(List<String> types, List<Row> rows) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add("c" + i + ":" + types.get(i));
    }
    return Tables.table(String.join(", ", columns), rows.toArray(Row[]::new)).batch(allocator);
  }

  private static List<Row> rows(List<String> types, SplittableRandom random, int range) {
    int nullOneIn = random.nextBoolean() ? Integer.MAX_VALUE : 10;
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(1, 5000); i > 0; i--) {
      List<Object> values = new ArrayList<>();
      for (String type : types) {
        boolean isNull = random.nextInt(nullOneIn) == 0;
        values.add(isNull ? null : value(type, random.nextInt(-range, range)));
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  private static Object value(String type, int number) {
    return switch (type) {
      case "int" -> number;
      case "long" -> number > 5000 ? number * 1_000_000_007L : number;
      case "bool" -> (number & 1) == 0;
      case "int8" -> (int) (byte) number;
      case "int16" -> number;
      case "uint8" -> number & 0xFF;
      case "date" -> java.time.LocalDate.ofEpochDay(number);
      case "binary" -> text(number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      default -> text(number);
    };
  }

  private static String text(int number) {
    return number % 7 == 0 ? "a text that no slot holds " + number : "t" + number;
  }

  @Test
  void whatHasNoWordIsNotPacked() {
    try (Reservation reservation = budget.reserve("keys")) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", 1);
      for (String type : List.of("double", "large_utf8", "list<int>")) {
        try (Batch none = batch(List.of("int", type), List.of())) {
          assertNull(KeyPacking.of(none.schema().getFields(), List.of(none), context, reservation));
        }
      }
    }
    allocator.close();
  }
}
