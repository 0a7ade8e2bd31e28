package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.NullColumn;
import io.sabot.batch.Selection;
import io.sabot.expression.Evaluator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Evaluates trees of nodes, one after the other. */
final class TreeEvaluator implements Evaluator {
  private final String where;
  private final List<Node> nodes;
  private final List<Field> fields;
  private final BufferAllocator allocator;
  private final Memo memo;

  TreeEvaluator(
      String where, List<Node> nodes, List<Field> fields, BufferAllocator allocator, Memo memo) {
    this.where = where;
    this.nodes = nodes;
    this.fields = fields;
    this.allocator = allocator;
    this.memo = memo;
  }

  @Override
  public List<Column> evaluate(Batch batch) {
    Frame frame = Frame.of(where, batch, allocator, null, memo);
    List<Column> columns = new ArrayList<>(nodes.size());
    try {
      for (int i = 0; i < nodes.size(); i++) {
        columns.add(column(nodes.get(i), fields.get(i), frame));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    } finally {
      memo.close();
    }
  }

  /** A bare column passes as it is. Without rows nothing is evaluated. */
  private static Column column(Node node, Field field, Frame frame) {
    if (frame.length() == 0 && !(node instanceof Leaves.ColumnNode)) {
      return NullColumn.of(field, 0, frame.allocator());
    }
    return Results.perRow(frame, node.passed(frame));
  }

  @Override
  public Selection filter(Batch batch) {
    if (batch.rowCount() == 0) {
      return Selection.NONE;
    }
    if (batch.selection() == Selection.ALL) {
      return filter(batch, null);
    }
    ArrowBuf selected =
        Memory.allocateZeroed(allocator, Math.max(8, Bitmaps.bytes(batch.length())));
    try {
      for (int i = 0; i < batch.rowCount(); i++) {
        Bitmaps.set(Memory.segment(selected), batch.selection().row(i));
      }
      return filter(batch, Memory.segment(selected));
    } finally {
      selected.getReferenceManager().release();
    }
  }

  private Selection filter(Batch batch, @Nullable MemorySegment active) {
    Frame frame = Frame.of(where, batch, allocator, active, memo);
    try (memo;
        Operand predicate = nodes.getFirst().evaluate(frame)) {
      if (predicate.isSingle()) {
        boolean all = !predicate.isNull() && Bitmaps.get(predicate.values(), 0);
        return all ? batch.selection() : Selection.NONE;
      }
      return TrueRows.select(frame, predicate.column());
    }
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }
}
