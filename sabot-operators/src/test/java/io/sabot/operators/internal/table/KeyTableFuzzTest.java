package io.sabot.operators.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyTable.Nulls;
import io.sabot.state.KeyGroups;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/**
 * Tables of one to six key columns against a map, batch after batch. What a batch holds is drawn
 * from ever new ranges, so that windows move, numbers become dictionaries, words are packed anew
 * and give way to bytes.
 */
class KeyTableFuzzTest {
  private static final int CASES = Integer.getInteger("sabot.table.cases", 60);
  private static final List<String> TYPES =
      List.of(
          "int", "long", "double", "bool", "uint8", "utf8", "large_utf8", "utf8_view", "binary");

  @Test
  void agreesWithAMap() {
    for (int i = 0; i < CASES; i++) {
      Seed.next().run(KeyTableFuzzTest::agree);
    }
  }

  private static void agree(SplittableRandom random) {
    List<String> types = new ArrayList<>();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      types.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    Nulls nulls = random.nextBoolean() ? Nulls.EQUAL : Nulls.NEVER_MATCH;
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = budget.reserve("keys")) {
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", random.nextLong());
      Map<Row, Integer> expected = new HashMap<>();
      List<Field> fields = fields(types, allocator);
      try (KeyTable table = table(fields, nulls, context, reservation)) {
        for (int i = random.nextInt(1, 5); i > 0; i--) {
          List<Row> rows = rows(types, random);
          try (Batch batch = batch(types, rows, allocator)) {
            find(table, batch, rows, nulls, expected);
            insert(table, batch, rows, nulls, expected);
          }
        }
        restore(table, fields, nulls, context, reservation);
      }
    }
    assertEquals(0, budget.reserved());
  }

  private static KeyTable table(
      List<Field> fields, Nulls nulls, RunContext context, Reservation reservation) {
    return KeyTable.of(fields.stream().map(Field::getType).toList(), nulls, context, reservation);
  }

  private static List<Field> fields(List<String> types, TestAllocator allocator) {
    try (Batch none = batch(types, List.of(), allocator)) {
      return none.schema().getFields();
    }
  }

  private static Batch batch(List<String> types, List<Row> rows, TestAllocator allocator) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add("c" + i + ":" + types.get(i));
    }
    return Tables.table(String.join(", ", columns), rows.toArray(Row[]::new)).batch(allocator);
  }

  private static List<Row> rows(List<String> types, SplittableRandom random) {
    long[] origins = new long[types.size()];
    long[] ranges = new long[types.size()];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = origin(random);
      ranges[i] = 1L << random.nextInt(random.nextInt(3) == 0 ? 62 : 8);
    }
    int nullOneIn = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 20);
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(1, 5000); i > 0; i--) {
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < origins.length; c++) {
        long number = origins[c] + random.nextLong(ranges[c]);
        values.add(random.nextInt(nullOneIn) == 0 ? null : value(types.get(c), number));
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  private static long origin(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> Long.MAX_VALUE - random.nextInt(300);
      case 2 -> Long.MIN_VALUE + random.nextInt(300);
      default -> random.nextInt(1000);
    };
  }

  private static Object value(String type, long number) {
    return switch (type) {
      case "int" -> (int) number;
      case "long" -> number;
      case "double" -> number / 8.0;
      case "bool" -> (number & 1) == 0;
      case "uint8" -> (int) (number & 0xFF);
      case "binary" -> bytes(number);
      default -> text(number);
    };
  }

  /** Of every length around those at which values are kept otherwise; some end with a zero. */
  private static String text(long number) {
    String digits = Long.toString(number, 36);
    return switch ((int) (number & 15)) {
      case 0 -> "";
      case 1 -> digits + "\0";
      case 2 -> "\0".repeat((int) (number >>> 4 & 15));
      case 3 -> digits + "a long tail behind it";
      case 4 -> digits + "x".repeat((int) (number >>> 4 & 15));
      default -> digits;
    };
  }

  private static byte[] bytes(long number) {
    return text(number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Rows as keys of a map: arrays as text. */
  private static Row key(Row row, Nulls nulls) {
    List<Object> values = new ArrayList<>();
    for (Object value : row.values()) {
      if (value == null && nulls == Nulls.NEVER_MATCH) {
        return null;
      }
      values.add(value instanceof byte[] bytes ? java.util.Arrays.toString(bytes) : value);
    }
    return new Row(values);
  }

  private static void find(
      KeyTable table, Batch batch, List<Row> rows, Nulls nulls, Map<Row, Integer> expected) {
    int[] ids = new int[rows.size()];
    table.lookup().find(batch.columns(), ids.length, ids);
    for (int i = 0; i < ids.length; i++) {
      Row key = key(rows.get(i), nulls);
      assertEquals(
          key == null ? -1 : expected.getOrDefault(key, -1), ids[i], rows.get(i)::toString);
    }
  }

  private static void insert(
      KeyTable table, Batch batch, List<Row> rows, Nulls nulls, Map<Row, Integer> expected) {
    int before = expected.size();
    int[] ids = new int[rows.size()];
    RowIds added = new RowIds(8);
    table.findOrInsert(batch.columns(), ids.length, ids, added);
    for (int i = 0; i < ids.length; i++) {
      Row key = key(rows.get(i), nulls);
      int next = expected.size();
      int wanted = key == null ? -1 : expected.computeIfAbsent(key, unused -> next);
      assertEquals(wanted, ids[i], rows.get(i)::toString);
    }
    assertEquals(expected.size(), table.size());
    assertEquals(table.size() - before, added.size());
    for (int i = 0; i < added.size(); i++) {
      assertEquals(before + i, ids[(int) added.get(i)]);
    }
  }

  private static void restore(
      KeyTable table,
      List<Field> fields,
      Nulls nulls,
      RunContext context,
      Reservation reservation) {
    try (KeyTable other = table(fields, nulls, context, reservation)) {
      for (int half = 0; half < 2; half++) {
        int first = half * KeyGroups.COUNT / 2;
        KeyGroups groups = new KeyGroups(first, first + KeyGroups.COUNT / 2);
        for (Batch batch : table.write(groups, 1000)) {
          try (batch) {
            assertTrue(batch.length() <= 1000);
            other.read(batch.column(0));
          }
        }
      }
      assertEquals(table.size(), other.size());
    }
  }
}
