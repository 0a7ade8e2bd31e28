package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class UnionTest {
  @Test
  void matchesColumnsByNameInTheOrderOfTheFirst() {
    OperatorTester.of(new Union(2))
        .input(table("a:int, b:utf8", row(1, "x"), row(2, null)))
        .input(table("b:utf8, a:int", row("y", 3), row("z", null), row("w", 5)))
        .unordered()
        .expect(row(1, "x"), row(2, null), row(3, "y"), row(null, "z"), row(5, "w"))
        .expectSchema("a:int, b:utf8")
        .run();
  }

  @Test
  void keepsDuplicatesOfAnyNumberOfInputs() {
    OperatorTester.of(new Union(3))
        .input(table("a:list<int>", row(List.of(1))))
        .input(table("a:list<int>"))
        .input(table("a:list<int>", row(List.of(1)), row((Object) null)))
        .unordered()
        .expect(row(List.of(1)), row(List.of(1)), row((Object) null))
        .run();
  }

  @Test
  void widensTypesThatDiffer() {
    OperatorTester.of(new Union(3))
        .input(
            table(
                "i:int, f:float, s:utf8, d:decimal(5,2), t:timestamp(s), n:null, l:list<int>",
                row(1, 1.5, "a", "1.25", "2020-01-01T00:00:00", null, List.of(1))))
        .input(
            table(
                "s:large_utf8, i:int8, f:double, d:int16, t:timestamp(us), n:utf8, l:list<int>",
                row("b", 2, 2.5, 7, "2020-01-01T00:00:00.000001", "x", List.of(2)),
                row(null, null, null, null, null, null, List.of())))
        .input(
            table(
                "s:utf8_view, i:uint32, f:int, d:decimal(9,1), t:timestamp(ms), n:utf8,"
                    + " l:list<int>",
                row("a view that is long", 4_000_000_000L, 3, "0.5", null, "y", List.of())))
        .unordered()
        .expectSchema(
            "i:long, f:double, s:large_utf8, d:decimal(10,2), t:timestamp(us), n:utf8, l:list<int>")
        .expect(
            row(1, 1.5, "a", "1.25", "2020-01-01T00:00:00", null, List.of(1)),
            row(2, 2.5, "b", "7", "2020-01-01T00:00:00.000001", "x", List.of(2)),
            row(null, null, null, null, null, null, List.of()),
            row(4_000_000_000L, 3, "a view that is long", "0.5", null, "y", List.of()))
        .run();
  }

  @Test
  void nullableWhereAnyInputIs() {
    Schema output =
        new Union(2)
            .outputSchema(
                List.of(schema("a:int not null, b:int not null"), schema("b:int, a:int not null")));
    assertFalse(output.findField("a").isNullable());
    assertTrue(output.findField("b").isNullable());
  }

  private static String refusal(String first, String second) {
    return assertThrows(
            PlanException.class,
            () -> new Union(2).outputSchema(List.of(schema(first), schema(second))))
        .getMessage();
  }

  @Test
  void refusesMissingAndExtraColumnsByName() {
    String message = refusal("a:int, b:int", "a:int, c:int");
    assertTrue(message.contains("input 1 lacks [b] and adds [c]"), message);
    assertTrue(message.contains("select the same columns"), message);
  }

  @Test
  void refusesOtherTypesNamingBoth() {
    String message = refusal("a:utf8", "a:int");
    assertTrue(message.contains("\"a\" is Int32 in input 1 and Utf8 before"), message);
    assertTrue(message.contains("cast one side"), message);
    assertTrue(assertThrows(PlanException.class, () -> new Union(0)).getMessage().contains("name"));
  }

  /** Gives as many batches of one row as asked for, or waits for a signal that never comes. */
  private record Counting(BufferAllocator allocator, int start, int batches, boolean thenWaits)
      implements Source {
    @Override
    public String name() {
      return "counting from " + start;
    }

    @Override
    public Schema schema() {
      return io.sabot.testkit.Tables.schema("x:int");
    }

    @Override
    public Boundedness boundedness() {
      return thenWaits ? Boundedness.UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public List<Split> splits() {
      return List.of(context ->
          new SplitReader() {
            private int given;

            @Override
            public Step poll() {
              if (given == batches) {
                return thenWaits ? new Step.Blocked(new CompletableFuture<>()) : Step.DONE;
              }
              return new Step.Emit(table("x:int", row(start + given++)).batch(allocator));
            }

            @Override
            public void close() {}
          });
    }
  }

  private static List<Object> first(int rows, BatchIterator batches) {
    List<Object> values = new ArrayList<>();
    try (batches) {
      while (values.size() < rows) {
        try (VectorSchemaRoot batch = batches.next()) {
          values.addAll(Rows.of(batch).column("x"));
        }
      }
    }
    return values;
  }

  @Test
  void readsInputsInTurn() {
    try (TestAllocator allocator = new TestAllocator()) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      BatchIterator batches =
          new Union(2)
              .iterator(
                  options,
                  new Counting(allocator, 0, Integer.MAX_VALUE, false),
                  new Counting(allocator, 100, 3, false));
      assertEquals(List.of(0L, 100L, 1L, 101L, 2L, 102L, 3L, 4L), first(8, batches));
    }
  }

  @Test
  void aBlockedInputDoesNotHoldUpTheOther() {
    try (TestAllocator allocator = new TestAllocator()) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      BatchIterator batches =
          new Union(2)
              .iterator(
                  options,
                  new Counting(allocator, 0, 1, true),
                  new Counting(allocator, 100, 4, false));
      List<Object> values = first(5, batches);
      values.sort(null);
      assertEquals(List.of(0L, 100L, 101L, 102L, 103L), values);
    }
  }

  @Test
  void rowsBehindABarrierWaitUntilEveryInputHasDeliveredIt() {
    TextTable one = table("x:int", row(1));
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Union", 1);
      Schema schema = one.schema();
      try (OperatorRun run = new Union(2).open(context, List.of(schema, schema))) {
        run.signal(0, new Signal.Barrier(7));
        assertEquals(Step.NEEDS_INPUT, run.poll());
        assertFalse(run.accepts(0));
        assertTrue(run.accepts(1));
        run.push(1, one.batch(allocator));
        if (run.poll() instanceof Step.Emit(Batch batch)) {
          batch.close();
        }
        run.signal(1, new Signal.Barrier(7));
        assertEquals(new Step.Pass(new Signal.Barrier(7)), run.poll());
        assertTrue(run.accepts(0));
        run.signal(0, new Signal.Barrier(8));
        run.finish(1);
        assertEquals(new Step.Pass(new Signal.Barrier(8)), run.poll());
        run.finish(0);
        assertEquals(Step.DONE, run.poll());
      }
    }
  }

  @Test
  void forwardsMemoryWithoutCopying() {
    TextTable table = table("a:int, b:int", row(1, 2));
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot input = table.root(allocator);
        BatchIterator batches =
            new Union(1)
                .iterator(
                    RunOptions.DEFAULTS.withAllocator(allocator),
                    io.sabot.source.Sources.batches(List.of(input)));
        VectorSchemaRoot output = batches.next()) {
      assertEquals(
          input.getVector("b").getDataBuffer().memoryAddress(),
          output.getVector("b").getDataBuffer().memoryAddress());
    }
  }
}
