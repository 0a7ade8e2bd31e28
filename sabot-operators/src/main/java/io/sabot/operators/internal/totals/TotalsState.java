package io.sabot.operators.internal.totals;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.generate.GeneratedTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Totals of a loop as the state of a grouping, which merges it with what it has. */
final class TotalsState {
  private TotalsState() {}

  /** One row: the words of each aggregate. */
  static Batch batch(
      Schema schema,
      List<AggregateCall> calls,
      TotalsShape shape,
      GeneratedTotals totals,
      BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < calls.size(); i++) {
        for (long word : words(calls.get(i), totals, shape.sinkOf().get(i))) {
          ArrowBuf value = Memory.allocate(allocator, Long.BYTES);
          Memory.segment(value).set(Memory.LONG, 0, word);
          columns.add(
              Column.of(schema.getFields().get(columns.size()), 1, allocator.getEmpty(), value));
        }
      }
      return Batch.of(schema, columns, 1);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private static long[] words(AggregateCall call, GeneratedTotals totals, int sink) {
    long count = totals.count(sink);
    return switch (call.aggregate().function()) {
      case "count" -> new long[] {count};
      case "sum", "mean" ->
          isFloat(call)
              ? new long[] {bits(totals.real(sink)), bits(totals.lost(sink)), count}
              : new long[] {totals.low(sink), totals.high(sink), count};
      default -> new long[] {rank(call, totals, sink), count == 0 ? 0 : 1};
    };
  }

  private static long rank(AggregateCall call, GeneratedTotals totals, int sink) {
    return call.rank(isFloat(call) ? canonical(totals.real(sink)) : totals.low(sink));
  }

  private static boolean isFloat(AggregateCall call) {
    return !call.arguments().isEmpty()
        && call.argument().getType() instanceof ArrowType.FloatingPoint;
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** One NaN, one zero: adding 0.0 turns −0.0 into 0.0. */
  private static long canonical(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }
}
