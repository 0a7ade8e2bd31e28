package io.sabot.operators.internal.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Codes of dictionaries get the ids of their values, whatever dictionaries come one by one. */
class CodeMapTest {
  private static final List<String> INDEX_TYPES = List.of("int8", "int16", "int32", "long");

  @Test
  void codesGetTheIdsOfTheirValues() {
    Seed.next()
        .run(random -> {
          for (int round = 0; round < 40; round++) {
            for (int keys = 1; keys <= 3; keys++) {
              new Round(random, keys).run();
            }
          }
        });
  }

  /** One table, batches with dictionaries that are new, the same again, or none at all. */
  private static final class Round {
    private final SplittableRandom random;
    private final int keys;
    private final Map<List<Object>, Integer> expected = new HashMap<>();

    Round(SplittableRandom random, int keys) {
      this.random = random;
      this.keys = keys;
    }

    void run() {
      MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
      List<Column> dictionaries = new ArrayList<>();
      try (TestAllocator allocator = new TestAllocator();
          Reservation reservation = budget.reserve("keys")) {
        RunContext context =
            new RunContext(RunOptions.DEFAULTS, allocator, budget, "Test", random.nextLong());
        List<ArrowType> types = java.util.Collections.nCopies(keys, ArrowType.Utf8.INSTANCE);
        try (KeyTable table = KeyTable.of(types, KeyTable.Nulls.EQUAL, context, reservation)) {
          for (int batch = 0; batch < 6; batch++) {
            if (dictionaries.isEmpty() || random.nextInt(3) == 0) {
              dictionaries.forEach(Column::close);
              dictionaries.clear();
              for (int key = 0; key < keys; key++) {
                dictionaries.add(dictionary(allocator));
              }
            }
            insert(table, dictionaries, allocator);
          }
        } finally {
          dictionaries.forEach(Column::close);
        }
      }
    }

    /** Values may come twice, and null may be one. */
    private Column dictionary(TestAllocator allocator) {
      Row[] values = new Row[1 + random.nextInt(100)];
      for (int i = 0; i < values.length; i++) {
        int value = random.nextInt(60);
        String text = "v".repeat(value % 16) + value;
        values[i] = Tables.row(value == 0 ? null : text);
      }
      try (Batch batch = Tables.table("d:utf8", values).batch(allocator)) {
        return batch.column(0).share();
      }
    }

    private void insert(KeyTable table, List<Column> dictionaries, TestAllocator allocator) {
      int rows = random.nextInt(5000);
      List<Column> columns = new ArrayList<>();
      List<List<Object>> values = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        values.add(new ArrayList<>());
      }
      int[] ids = new int[rows];
      RowIds added = new RowIds(8);
      try {
        for (Column dictionary : dictionaries) {
          columns.add(encoded(dictionary, rows, values, allocator));
        }
        table.findOrInsert(columns, rows, ids, added);
      } finally {
        columns.forEach(Column::close);
      }
      List<Integer> firsts = new ArrayList<>();
      int[] wanted = new int[rows];
      for (int i = 0; i < rows; i++) {
        int before = expected.size();
        wanted[i] = expected.computeIfAbsent(values.get(i), k -> expected.size());
        if (expected.size() > before) {
          firsts.add(i);
        }
      }
      assertArrayEquals(wanted, ids);
      assertEquals(firsts.size(), added.size());
      for (int i = 0; i < firsts.size(); i++) {
        assertEquals((long) firsts.get(i), added.get(i));
      }
    }

    private Column encoded(
        Column dictionary, int rows, List<List<Object>> values, TestAllocator allocator) {
      Object[] texts = new Object[dictionary.length()];
      try (Batch batch =
          Batch.of(
              new org.apache.arrow.vector.types.pojo.Schema(List.of(dictionary.field())),
              List.of(dictionary.share()),
              dictionary.length())) {
        io.sabot.state.ByteValues bytes = io.sabot.state.ByteValues.of(batch.column(0));
        for (int i = 0; i < texts.length; i++) {
          boolean isNull = !LogicalValidity.get(LogicalValidity.of(dictionary, allocator), i);
          texts[i] =
              isNull
                  ? null
                  : new String(
                      bytes
                          .segment(i)
                          .asSlice(bytes.start(i), bytes.length(i))
                          .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE),
                      java.nio.charset.StandardCharsets.UTF_8);
        }
      }
      int nulls = random.nextInt(2) * 10;
      Row[] codes = new Row[rows];
      String type = INDEX_TYPES.get(random.nextInt(INDEX_TYPES.size()));
      for (int i = 0; i < rows; i++) {
        boolean isNull = random.nextInt(100) < nulls;
        int code = random.nextInt(texts.length);
        values.get(i).add(isNull ? null : texts[code]);
        codes[i] = Tables.row(isNull ? null : number(type, code));
      }
      try (Batch batch = Tables.table("i:" + type, codes).batch(allocator)) {
        return Column.encoded(
            Field.nullable("k", ArrowType.Utf8.INSTANCE),
            batch.column(0).share(),
            dictionary.share());
      }
    }

    private static Object number(String type, int code) {
      return switch (type) {
        case "int8" -> (byte) code;
        case "int16" -> (short) code;
        case "int32" -> code;
        default -> (long) code;
      };
    }
  }
}
