package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.StateRows;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The build rows as state; a last column says whether their key had a pair, where that matters. */
final class BuildState implements StateTable {
  private static final Field MATCHED =
      new Field("sabot:matched", FieldType.notNullable(new ArrowType.Bool()), null);

  private final JoinShape shape;
  private final RunContext context;
  private final BuildSide build;

  BuildState(JoinShape shape, RunContext context, BuildSide build) {
    this.shape = shape;
    this.context = context;
    this.build = build;
  }

  @Override
  public String name() {
    return "build";
  }

  @Override
  public Schema schema() {
    List<Field> fields = new ArrayList<>(shape.build.getFields());
    if (shape.givesBuild()) {
      fields.add(MATCHED);
    }
    return new Schema(fields);
  }

  @Override
  public List<Batch> write(KeyGroups groups) {
    List<Batch> batches = new ArrayList<>();
    try {
      int first = 0;
      List<Batch> pieces = build.chunks().pieces();
      for (int chunk = 0; chunk < pieces.size(); chunk++) {
        Batch piece = pieces.get(chunk);
        RowIds rows = StateRows.inGroups(piece, shape.buildKeys, groups, context.allocator());
        if (rows.size() > 0) {
          batches.add(batch(piece, rows, first));
        }
        first += piece.length();
      }
      return batches;
    } catch (Throwable failure) {
      batches.forEach(Batch::close);
      throw failure;
    }
  }

  private Batch batch(Batch piece, RowIds rows, int first) {
    List<Column> columns = StateRows.take(piece, rows, context.allocator());
    try {
      if (shape.givesBuild()) {
        columns.add(matched(rows, first));
      }
      return Batch.of(schema(), columns, rows.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column matched(RowIds rows, int first) {
    ArrowBuf bits = Memory.allocateZeroed(context.allocator(), Bitmaps.bytes(rows.size()));
    MemorySegment segment = Memory.segment(bits);
    for (int i = 0; i < rows.size(); i++) {
      if (build.matched(first + RowIds.row(rows.get(i)))) {
        Bitmaps.set(segment, i);
      }
    }
    return Column.of(MATCHED, rows.size(), context.allocator().getEmpty(), bits);
  }

  @Override
  public void read(Batch rows) {
    StateRows.check("HashJoin", name(), schema(), rows);
    try (Batch flat = rows.flat(context.allocator())) {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < shape.build.getFields().size(); i++) {
        columns.add(flat.column(i).share());
      }
      int first = build.chunks().rows();
      if (shape.givesBuild()) {
        build.indexEach();
      }
      build.add(Batch.of(shape.build, columns, flat.length()));
      if (shape.givesBuild()) {
        mark(flat.column(columns.size()), first);
      }
    }
  }

  private void mark(Column matched, int first) {
    for (int i = 0; i < matched.length(); i++) {
      if (Bitmaps.get(matched.segment(1), i)) {
        build.markAgain(first + i);
      }
    }
  }
}
