package io.sabot.operators.internal.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.XxHash64;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class KeyTableTest {
  private static final long SEED = 0x5EED;

  private static int[] ids(String schema, List<Row> rows) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = Tables.table(schema, rows.toArray(Row[]::new)).batch(allocator);
        Reservation reservation = budget.reserve("keys");
        KeyTable table = open(batch, allocator, budget, reservation)) {
      int[] ids = new int[rows.size()];
      RowIds added = new RowIds(8);
      table.findOrInsert(batch.columns(), ids.length, ids, added);
      int[] found = new int[ids.length];
      table.lookup().find(batch.columns(), ids.length, found);
      assertArrayEquals(ids, found);
      for (int i = 0; i < added.size(); i++) {
        assertEquals(i, ids[(int) added.get(i)]);
      }
      assertEquals(added.size(), table.size());
      assertTrue(reservation.bytes() > 0);
      return ids;
    }
  }

  private static KeyTable open(
      Batch batch, TestAllocator allocator, MemoryBudget budget, Reservation reservation) {
    RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", SEED);
    return KeyTable.of(
        batch.schema().getFields().stream().map(Field::getType).toList(),
        KeyTable.Nulls.EQUAL,
        context,
        reservation);
  }

  /** Keys of 24 bytes whose last two words are solved for one and the same 64-bit hash. */
  @Test
  void keysOfEqualHashStayApart() {
    List<Row> rows = new ArrayList<>();
    for (long i = 1; i <= 100; i++) {
      rows.add(Tables.row(colliding(i)));
    }
    int[] ids = ids("k:binary", rows);
    for (int i = 0; i < ids.length; i++) {
      assertEquals(i, ids[i]);
    }
  }

  private static byte[] colliding(long second) {
    ByteBuffer key = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    long p1 = 0x9E3779B185EBCA87L;
    long p2 = 0xC2B2AE3D27D4EB4FL;
    long p4 = 0x85EBCA77C2B2AE63L;
    long state = lane(SEED + 0x27D4EB2F165667C5L + 24, key.getLong(0), p1, p2, p4);
    state = lane(state, second, p1, p2, p4);
    // The third lane is state ^ round(word): choose the word that makes it 0.
    long word = Long.rotateRight(state * inverse(p1), 31) * inverse(p2);
    key.putLong(8, second).putLong(16, word);
    return key.array();
  }

  private static long lane(long state, long word, long p1, long p2, long p4) {
    long round = Long.rotateLeft(word * p2, 31) * p1;
    return Long.rotateLeft(state ^ round, 27) * p1 + p4;
  }

  /** The inverse of an odd number modulo 2^64. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  @Test
  void keysAtTheEndsOfTheNumbers() {
    for (String schema : List.of("a:long", "a:long, b:long")) {
      for (long end : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
        for (int count = 1; count < 70; count++) {
          List<Row> rows = new ArrayList<>();
          for (long i = 0; i < count; i++) {
            long key = end < 0 ? end + i : end - i;
            rows.add(schema.contains("b") ? Tables.row(key, key) : Tables.row(key));
          }
          int[] ids = ids(schema, rows);
          for (int i = 0; i < count; i++) {
            assertEquals(i, ids[i]);
          }
        }
      }
    }
  }

  @Test
  void craftedKeysReallyCollide() {
    long first = hash(colliding(1));
    for (long i = 2; i < 10; i++) {
      assertEquals(first, hash(colliding(i)));
    }
  }

  private static long hash(byte[] value) {
    return XxHash64.hash(MemorySegment.ofArray(value), 0, 24, SEED);
  }

  @Test
  void agreesWithAMapOnRandomKeys() {
    for (String schema : List.of("a:long", "a:int, b:utf8", "a:double", "a:uint8, b:bool")) {
      Seed.next()
          .run(random -> {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
              rows.add(new Row(values(schema, random)));
            }
            Map<Row, Integer> expected = new HashMap<>();
            int[] ids = ids(schema, rows);
            for (int i = 0; i < ids.length; i++) {
              int next = expected.size();
              assertEquals(expected.computeIfAbsent(rows.get(i), row -> next), ids[i]);
            }
          });
    }
  }

  private static List<Object> values(String schema, java.util.SplittableRandom random) {
    List<Object> values = new ArrayList<>();
    for (String column : schema.split(", ")) {
      int number = random.nextInt(0, 5000);
      values.add(
          random.nextInt(20) == 0
              ? null
              : switch (column.substring(2)) {
                case "long" -> (long) number << random.nextInt(0, 3) * 16;
                case "int" -> number % 100;
                case "double" -> number / 7.0;
                case "utf8" -> Integer.toString(number);
                case "bool" -> number % 2 == 0;
                default -> number % 256;
              });
    }
    return values;
  }

  @Test
  void asksBeforeItGrows() {
    MemoryBudget budget = new MemoryBudget(3000);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(Tables.row(i));
    }
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = Tables.table("k:int", rows.toArray(Row[]::new)).batch(allocator);
        Reservation reservation = budget.reserve("Test keys");
        KeyTable table = open(batch, allocator, budget, reservation)) {
      MemoryLimitException refused =
          assertThrows(
              MemoryLimitException.class,
              () -> table.findOrInsert(batch.columns(), 1000, new int[1000], new RowIds(8)));
      assertTrue(refused.getMessage().startsWith("Test keys: a run may hold 3000 bytes"));
    }
    assertEquals(0, budget.reserved());
  }
}
