package io.sabot.operators.internal.generate;

import static io.sabot.Expressions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Selection;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** When loops are used, and that they are shared. */
class GeneratedTotalsTest {
  private static final Schema SCHEMA =
      new Schema(List.of(new Field("n", FieldType.nullable(Types.INT64), null)));
  private static final int ROWS = 1 << 16;
  private static final long ONE_BATCH = (long) ROWS * (ROWS - 1) / 2;

  private static BoundExpression bound(Expression expression) {
    return Binder.bind("Totals", expression, SCHEMA);
  }

  private static GeneratedTotals sum(Backend backend) {
    return GeneratedTotals.of(
        GeneratedTotals.code(
            List.of(bound(col("n").ge(0))), List.of(new Sink.Sum(bound(col("n"))))),
        backend);
  }

  /** The numbers from 0. */
  private static Batch numbers(BufferAllocator allocator) {
    ArrowBuf values = allocator.buffer((long) ROWS * Long.BYTES);
    for (int row = 0; row < ROWS; row++) {
      Memory.segment(values).set(Memory.LONG, (long) row << 3, row);
    }
    Column column = Column.of(SCHEMA.getFields().getFirst(), ROWS, allocator.getEmpty(), values);
    return Batch.of(SCHEMA, List.of(column), ROWS);
  }

  @Test
  void atOnceWhereItIsAskedForAndNeverWhereKernelsAre() {
    assertNull(sum(Backend.KERNELS));
    GeneratedTotals totals = sum(Backend.GENERATED);
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = numbers(allocator)) {
      assertTrue(totals.add(batch));
      assertTrue(totals.add(batch));
      assertEquals(2 * ONE_BATCH, totals.low(0));
      assertEquals(2L * ROWS, totals.count(0));
      totals.clear();
      assertTrue(totals.isEmpty());
      assertEquals(0, totals.count(0));
    }
  }

  @Test
  void otherwiseWhenItIsWarm() {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        Batch batch = numbers(allocator)) {
      GeneratedTotals totals = sum(Backend.AUTOMATIC);
      assertFalse(totals.add(batch), "few rows are not worth a loop");
      long deadline = System.nanoTime() + 120_000_000_000L;
      while (!totals.add(batch)) {
        assertTrue(System.nanoTime() < deadline, "never warm");
        Thread.onSpinWait();
      }
      assertEquals(ONE_BATCH, totals.low(0), "batches that were not taken do not count");
      assertTrue(sum(Backend.AUTOMATIC).add(batch), "the next run has it at once");
    }
  }

  @Test
  void selectionsAreLeftToOthers() {
    GeneratedTotals totals = sum(Backend.GENERATED);
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = numbers(allocator).withSelection(new Selection.Range(1, 3))) {
      assertFalse(totals.add(batch));
      assertTrue(totals.isEmpty());
    }
  }

  @Test
  void rowsThatFailLeaveTotalsAsTheyWere() {
    GeneratedTotals totals =
        GeneratedTotals.of(
            GeneratedTotals.code(
                List.of(), List.of(new Sink.Sum(bound(col("n").plus(Long.MAX_VALUE - ROWS / 2))))),
            Backend.GENERATED);
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = numbers(allocator)) {
      assertFalse(totals.add(batch));
      assertEquals(0, totals.count(0));
    }
  }

  /** More conditions than one loop takes, the strictest last, and one longer than any loop. */
  @Test
  void everyPartOfTheConditionsDropsRows() {
    List<BoundExpression> conditions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      conditions.add(bound(col("n").ge(i * 10)));
    }
    Expression sum = col("n");
    for (int i = 0; i < 20; i++) {
      sum = sum.plus(1);
    }
    conditions.add(bound(sum.lt(ROWS)));
    conditions.add(bound(col("n").ne(500)));
    assertEquals(6, Parts.of(conditions, List.of(new Sink.Count(null))).size());
    GeneratedTotals totals =
        GeneratedTotals.of(
            GeneratedTotals.code(
                conditions, List.of(new Sink.Count(null), new Sink.Sum(bound(col("n"))))),
            Backend.GENERATED);
    long expected = LongStream.range(190, ROWS - 20).filter(n -> n != 500).sum();
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = numbers(allocator)) {
      assertTrue(totals.add(batch));
      assertEquals(ROWS - 20 - 190 - 1, totals.count(0));
      assertEquals(expected, totals.low(1));
    }
  }

  @Test
  void numbersAndNamesDoNotMakeAnotherLoop() {
    Schema other =
        new Schema(
            List.of(
                new Field("unused", FieldType.nullable(Types.INT64), null),
                new Field("m", FieldType.nullable(Types.INT64), null)));
    Template one = Template.of(List.of(bound(col("n").gt(5))), List.of()).template();
    BoundExpression same = Binder.bind("Totals", col("m").gt(77), other);
    Template.Filled filled = Template.of(List.of(same), List.of());
    assertEquals(one, filled.template());
    assertEquals(77, filled.constants()[0]);
    assertEquals(1, filled.ordinals()[0]);
    assertSame(LoopCache.of(List.of(one)), LoopCache.of(List.of(filled.template())));
  }
}
