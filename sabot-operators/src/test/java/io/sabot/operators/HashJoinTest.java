package io.sabot.operators;

import static io.sabot.Expressions.on;
import static io.sabot.Expressions.using;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.JoinKeys;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class HashJoinTest {
  private static final TextTable LEFT =
      table("k:int, v:utf8", row(1, "a"), row(2, "b"), row(null, "c"), row(3, "d"), row(1, "e"));
  private static final TextTable RIGHT =
      table(
          "k:int, v:double",
          row(1, 10.0),
          row(3, 30.0),
          row(null, 90.0),
          row(1, 11.0),
          row(5, 50.0));

  private static OperatorTester join(JoinKind kind, JoinKeys keys) {
    return OperatorTester.of(new HashJoin(kind, keys)).options(options -> options.withBatchRows(3));
  }

  @Test
  void innerGivesPairsInProbeOrder() {
    join(JoinKind.INNER, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .expectSchema("k:int, v:utf8, v_right:double")
        .expect(
            row(1, "a", 10.0),
            row(1, "a", 11.0),
            row(3, "d", 30.0),
            row(1, "e", 10.0),
            row(1, "e", 11.0))
        .run();
  }

  @Test
  void leftKeepsRowsWithoutAPair() {
    join(JoinKind.LEFT, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .expect(
            row(1, "a", 10.0),
            row(1, "a", 11.0),
            row(2, "b", null),
            row(null, "c", null),
            row(3, "d", 30.0),
            row(1, "e", 10.0),
            row(1, "e", 11.0))
        .run();
  }

  @Test
  void rightKeepsItsRowsAndTheirKeys() {
    join(JoinKind.RIGHT, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .unordered()
        .expect(
            row(1, "a", 10.0),
            row(1, "a", 11.0),
            row(3, "d", 30.0),
            row(1, "e", 10.0),
            row(1, "e", 11.0),
            row(null, null, 90.0),
            row(5, null, 50.0))
        .run();
  }

  @Test
  void fullKeepsBothSidesAndCoalescesKeys() {
    join(JoinKind.FULL, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .unordered()
        .expect(
            row(1, "a", 10.0),
            row(1, "a", 11.0),
            row(2, "b", null),
            row(null, "c", null),
            row(3, "d", 30.0),
            row(1, "e", 10.0),
            row(1, "e", 11.0),
            row(null, null, 90.0),
            row(5, null, 50.0))
        .run();
  }

  @Test
  void semiAndAntiGiveEachLeftRowOnce() {
    join(JoinKind.SEMI, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .expectSchema("k:int, v:utf8")
        .expect(row(1, "a"), row(3, "d"), row(1, "e"))
        .run();
    join(JoinKind.ANTI, using("k"))
        .input(LEFT)
        .input(RIGHT)
        .expect(row(2, "b"), row(null, "c"))
        .run();
  }

  @Test
  void keysAreComparedNotOnlyHashed() {
    join(JoinKind.INNER, on("a", "b"))
        .input(table("a:long", row(5L), row(5L + (1L << 32)), row(-5L)))
        .input(table("b:long, x:int", row(5L, 1), row(5L + (1L << 33), 2)))
        .expect(row(5L, 1))
        .run();
  }

  @Test
  void everyKeyColumnCounts() {
    join(JoinKind.INNER, on("a", "x").and("b", "y"))
        .input(table("a:int, b:utf8", row(1, "p"), row(1, "q"), row(2, null), row(null, "p")))
        .input(table("y:utf8, x:int, z:int", row("q", 1, 7), row("r", 1, 8), row(null, 2, 9)))
        .expectSchema("a:int, b:utf8, z:int")
        .expect(row(1, "q", 7))
        .run();
  }

  @Test
  void lengthsKeepStringsApart() {
    join(JoinKind.INNER, using("a", "b"))
        .input(table("a:utf8, b:utf8", row("a", "bc"), row("", "abc")))
        .input(table("a:utf8, b:utf8, x:int", row("ab", "c", 1), row("abc", "", 2)))
        .expect()
        .run();
  }

  @Test
  void nanAndZeroesAreEqualKeys() {
    join(JoinKind.INNER, using("k"))
        .input(table("k:double", row(Double.NaN), row(-0.0)))
        .input(table("k:float, x:int", row(0.0f, 1), row(Float.NaN, 2)))
        .expect(row(Double.NaN, 2), row(-0.0, 1))
        .run();
  }

  @ParameterizedTest
  @EnumSource(names = {"INNER", "FULL"})
  void typesOfAFamilyCompareByValue(JoinKind kind) {
    family(kind, "int8", "long", "int64", -1, -1L);
    family(kind, "uint8", "int8", "int16", 7, 7);
    family(kind, "uint32", "int32", "int64", 7L, 7);
    family(kind, "utf8", "large_utf8", "large_utf8", "é", "é");
    family(kind, "utf8_view", "utf8", "large_utf8", "longer than twelve", "longer than twelve");
    family(kind, "decimal(10,2)", "decimal(20,2)", "decimal(20,2)", "1.25", "1.25");
  }

  private static void family(
      JoinKind kind, String left, String right, String common, Object value, Object same) {
    Object first = value(left, value);
    Object second = value(right, same);
    join(kind, on("a", "b"))
        .input(table("a:" + left + ", v:int", row(first, 1)))
        .input(table("b:" + right + ", x:int", row(second, 2)))
        .expectSchema("a:" + (kind == JoinKind.INNER ? left : common) + ", v:int, x:int")
        .expect(row(kind == JoinKind.INNER ? first : value(common, same), 1, 2))
        .run();
  }

  private static Object value(String type, Object value) {
    if (type.startsWith("decimal")) {
      return new java.math.BigDecimal(value.toString());
    }
    return switch (type) {
      case "int64", "long", "uint32" -> ((Number) value).longValue();
      default -> value;
    };
  }

  @ParameterizedTest
  @EnumSource
  void emptySidesKeepTheSchema(JoinKind kind) {
    TextTable none = table("k:int, v:double");
    join(kind, using("k")).input(LEFT).input(none).unordered().run();
    join(kind, using("k")).input(table("k:int, v:utf8")).input(RIGHT).unordered().run();
    join(kind, using("k")).input(table("k:int, v:utf8")).input(none).expect().run();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 65536})
  void duplicatesFanOutInBoundedBatches(int batchRows) {
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(row(1, i));
    }
    TextTable side = table("k:int, v:int", many.toArray(Row[]::new));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot left = side.root(allocator);
        VectorSchemaRoot right = side.root(allocator);
        BatchIterator batches =
            new HashJoin(JoinKind.INNER, using("k"))
                .iterator(
                    RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(batchRows),
                    Sources.batches(List.of(left)),
                    Sources.batches(List.of(right)))) {
      long rows = 0;
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          assertTrue(batch.getRowCount() <= batchRows);
          rows += batch.getRowCount();
        }
      }
      assertEquals(90_000, rows);
    }
  }

  @Test
  void outerSidesBecomeNullable() {
    Schema left = schema("k:int not null, a:int not null");
    Schema right = schema("k:int not null, b:int not null");
    Schema full = new HashJoin(JoinKind.FULL, using("k")).outputSchema(List.of(left, right));
    assertFalse(full.findField("k").isNullable());
    assertTrue(full.findField("a").isNullable());
    assertTrue(full.findField("b").isNullable());
    Schema leftJoin = new HashJoin(JoinKind.LEFT, using("k")).outputSchema(List.of(left, right));
    assertFalse(leftJoin.findField("a").isNullable());
    assertTrue(leftJoin.findField("b").isNullable());
  }

  @Test
  void refusesKeysThatCannotBeCompared() {
    String[][] pairs = {
      {"int", "utf8"},
      {"uint64", "int64"},
      {"timestamp(us)", "timestamp(ms)"},
      {"timestamp(us)", "timestamp(us, UTC)"},
      {"decimal(10,2)", "decimal(10,3)"},
      {"utf8", "binary"},
      {"list<int>", "list<long>"}
    };
    for (String[] pair : pairs) {
      PlanException failure = refused(using("k"), "k:" + pair[0], "k:" + pair[1]);
      assertEquals(ErrorCode.TYPE_MISMATCH, failure.code());
      assertTrue(failure.getMessage().contains("cast one of them"), failure.getMessage());
    }
  }

  @Test
  void refusesWhatItCannotName() {
    assertTrue(refused(using("key"), "kex:int", "key:int").getMessage().contains("\"kex\""));
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        refused(new JoinKeys(List.of(), List.of()), "k:int", "k:int").code());
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        refused(on("k", "a").and("k", "b"), "k:int", "a:int, b:int").code());
    assertTrue(
        refused(using("k"), "k:int, v:int, v_right:int", "k:int, v:int")
            .getMessage()
            .contains("rename one of them"));
  }

  private static PlanException refused(JoinKeys keys, String left, String right) {
    HashJoin join = new HashJoin(JoinKind.INNER, keys);
    return assertThrows(
        PlanException.class, () -> join.outputSchema(List.of(schema(left), schema(right))));
  }

  @Test
  void whatItsBudgetDoesNotHoldGoesToDisk() {
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      many.add(row(i));
    }
    join(JoinKind.INNER, using("k"))
        .options(options -> options.withMemoryBudget(20_000))
        .input(table("k:int", row(1), row(7000), row(4999)))
        .input(table("k:int", many.toArray(Row[]::new)))
        .expect(row(1), row(4999))
        .withoutSnapshots()
        .run();
  }

  @Test
  void carriesEveryType() {
    List<String> types =
        List.of(
            "list<int>",
            "struct<a:int,b:utf8>",
            "decimal256(50,2)",
            "timestamp(us, UTC)",
            "utf8_view",
            "dictionary<utf8>",
            "large_utf8",
            "bool",
            "map<utf8,int>");
    for (String type : types) {
      TextTable side = table("k:" + type + ", x:" + type, row(null, null));
      join(JoinKind.FULL, using("k")).input(side).input(side).unordered().run();
    }
  }

  @Test
  void declaresKeysOfBothSides() {
    OperatorProperties properties = new HashJoin(JoinKind.LEFT, on("a", "b")).properties();
    assertEquals(List.of(List.of("a"), List.of("b")), properties.keys());
    assertEquals(OperatorProperties.State.SHARED, properties.state());
  }

  @Test
  void declaresTheInputsItWaitsFor() {
    for (JoinKind kind : JoinKind.values()) {
      boolean both = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
      assertEquals(
          both ? Set.of(0, 1) : Set.of(1), new HashJoin(kind, using("a")).properties().blocking());
    }
  }

  @Test
  void anEndlessInputThatItWaitsForIsRefused() {
    assertEndlessIsRefused(JoinKind.INNER, 1);
    assertEndlessIsRefused(JoinKind.FULL, 0);
  }

  private static void assertEndlessIsRefused(JoinKind kind, int input) {
    TextTable none = table("n:long");
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = none.root(allocator)) {
      Source ends = Sources.batches(List.of(root));
      Source endless = Sources.generator(none.schema(), number -> none.root(allocator));
      Source[] sources = input == 0 ? new Source[] {endless, ends} : new Source[] {ends, endless};
      HashJoin join = new HashJoin(kind, using("n"));
      PlanException pulled = assertThrows(PlanException.class, () -> join.iterator(sources));
      PlanException published = assertThrows(PlanException.class, () -> join.publisher(sources));
      assertEquals(ErrorCode.UNBOUNDED_INPUT, pulled.code());
      assertEquals(ErrorCode.UNBOUNDED_INPUT, published.code());
      String message = pulled.getMessage();
      assertTrue(message.contains("its input " + input + " must end"), message);
      assertTrue(message.contains("limit(n)"), message);
    }
  }

  @Test
  void theFirstProbeBatchIsJoinedOnce() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot left = LEFT.root(allocator);
        VectorSchemaRoot right = RIGHT.root(allocator);
        BatchIterator batches =
            new HashJoin(JoinKind.SEMI, using("k"))
                .iterator(
                    RunOptions.DEFAULTS.withAllocator(allocator),
                    Sources.batches(List.of(left, left)),
                    Sources.batches(List.of(right)))) {
      assertEquals(6, Rows.drain(batches).size());
    }
  }

  /** A driver that does not poll between its feeds still gets rows and signals in their order. */
  @Test
  void signalsStayBehindTheRowsBeforeThem() {
    List<String> steps = new ArrayList<>();
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS.withBatchRows(1),
              allocator,
              new MemoryBudget(Long.MAX_VALUE),
              "HashJoin",
              1);
      try (OperatorRun run =
          new HashJoin(JoinKind.FULL, using("k"))
              .open(context, List.of(LEFT.schema(), RIGHT.schema()))) {
        run.push(1, RIGHT.batch(allocator));
        run.signal(1, new Signal.Barrier(1));
        run.finish(1);
        run.push(0, LEFT.batch(allocator));
        run.signal(0, new Signal.Barrier(1));
        run.signal(0, Signal.FLUSH);
        run.finish(0);
        for (Step step = run.poll(); step != Step.DONE; step = run.poll()) {
          steps.add(text(step));
        }
      }
    }
    assertEquals(
        List.of("1", "1", "1", "1", "1", "1", "1", "Barrier[id=1]", "Flush[]", "1", "1"), steps);
  }

  private static String text(Step step) {
    if (step instanceof Step.Emit(Batch batch)) {
      try (batch) {
        return String.valueOf(batch.rowCount());
      }
    }
    return String.valueOf(((Step.Pass) step).signal());
  }

  /** Nothing of the right side comes out, nothing but the key of the left one goes in. */
  @Test
  void joinsKeysAlone() {
    TextTable left = table("k:int", row(1), row(null), row(2), row(1));
    TextTable right = table("k:int", row(1), row(1), row(3), row(null));
    Row[] inner = {row(1), row(1), row(1), row(1)};
    join(JoinKind.INNER, using("k")).input(left).input(right).expect(inner).run();
    join(JoinKind.FULL, using("k"))
        .input(left)
        .input(right)
        .expect(row(1), row(1), row(null), row(2), row(1), row(1), row(3), row(null))
        .run();
  }
}
