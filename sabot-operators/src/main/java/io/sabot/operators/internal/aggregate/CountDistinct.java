package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.GrowingBuffer;
import io.sabot.operators.internal.table.KeyTable;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Different values that are not null, exact. A table holds the pairs of group and value; the values
 * are kept beside it with their groups. The state of a group is the list of its values.
 */
final class CountDistinct implements Accumulator {
  private static final Field GROUP =
      new Field("group", FieldType.notNullable(new ArrowType.Int(32, true)), null);

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final Field value;
  private final KeyTable pairs;
  private final LongRecords counts;
  private final Chunks values;
  private final GrowingBuffer groupOfValue;
  private final RowIds added = new RowIds(8);
  private final RowIds kept = new RowIds(8);
  private int[] ids = {};
  private int groups;

  CountDistinct(AggregateCall call, RunContext context, GroupRecords records) {
    Reservation reservation = records.reservation();
    this.call = call;
    this.allocator = context.allocator();
    this.value = value(call);
    this.pairs =
        KeyTable.of(
            List.of(GROUP.getType(), value.getType()),
            KeyTable.Nulls.NEVER_MATCH,
            context,
            reservation);
    this.counts = records.add("count");
    this.values = new Chunks(new Schema(List.of(value)), allocator, reservation);
    this.groupOfValue = new GrowingBuffer(allocator, reservation);
  }

  /** The field of the values that are kept. */
  static Field value(AggregateCall call) {
    Field argument = call.argument();
    return new Field("value", FieldType.nullable(argument.getType()), argument.getChildren());
  }

  @Override
  public void resize(int count) {
    groups = count;
  }

  @Override
  public void update(List<Column> arguments, int[] groupIds, int rows) {
    Column argument = arguments.getFirst();
    ids = ids.length < rows ? new int[rows] : ids;
    added.clear();
    try (Column group = column(groupIds, rows)) {
      pairs.findOrInsert(List.of(group, argument), rows, ids, added);
    }
    if (added.size() > 0) {
      keep(argument, groupIds);
    }
  }

  private Column column(int[] groupIds, int rows) {
    ArrowBuf buffer = Memory.allocate(allocator, (long) rows << 2);
    MemorySegment.copy(groupIds, 0, Memory.segment(buffer), Memory.INT, 0, rows);
    return Column.of(GROUP, rows, allocator.getEmpty(), buffer);
  }

  private void keep(Column argument, int[] groupIds) {
    int first = values.rows();
    groupOfValue.ensure((long) first + added.size() << 2);
    MemorySegment of = groupOfValue.segment();
    for (int i = 0; i < added.size(); i++) {
      int group = groupIds[(int) added.get(i)];
      of.set(Memory.INT, (long) first + i << 2, group);
      counts.add(group, 0, 1);
    }
    Column taken = Take.rows(value, List.of(argument), added, allocator);
    values.add(Batch.of(new Schema(List.of(value)), List.of(taken), added.size()));
  }

  /** All groups at once: to write some takes a look at the values of all. */
  @Override
  public void merge(Accumulator other, int[] groupIds) {
    States.pass(other, this, groupIds, groupIds.length);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        results.putLong(i, counts.get(first + i, 0));
      }
      return results.column();
    }
  }

  @Override
  public List<Field> stateFields() {
    return List.of(ListState.field(value));
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    int[] place = new int[groups];
    Arrays.fill(place, -1);
    for (int i = 0; i < count; i++) {
      place[wanted[i]] = i;
    }
    ArrowBuf offsets = Memory.allocateZeroed(allocator, (count + 1L) << 2);
    try {
      kept.clear();
      grouped(place, count, Memory.segment(offsets));
      Column child = Take.rows(value, values.column(0), kept, allocator);
      return List.of(
          Column.nested(
              stateFields().getFirst(),
              count,
              List.of(allocator.getEmpty(), offsets),
              List.of(child)));
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
  }

  /** Writes the offsets of the lists and collects the rows of their values, list by list. */
  private void grouped(int[] place, int count, MemorySegment offsets) {
    int[] next = new int[count + 1];
    MemorySegment of = groupOfValue.segment();
    for (int row = 0; row < values.rows(); row++) {
      int at = place[of.get(Memory.INT, (long) row << 2)];
      next[at + 1] += at < 0 ? 0 : 1;
    }
    next[0] = 0;
    for (int i = 1; i <= count; i++) {
      next[i] += next[i - 1];
      offsets.set(Memory.INT, (long) i << 2, next[i]);
    }
    long[] rows = new long[next[count]];
    int row = 0;
    for (int chunk = 0; chunk < values.pieces().size(); chunk++) {
      for (int i = 0; i < values.pieces().get(chunk).length(); i++, row++) {
        int at = place[of.get(Memory.INT, (long) row << 2)];
        if (at >= 0) {
          rows[next[at]++] = RowIds.id(chunk, i);
        }
      }
    }
    for (long id : rows) {
      kept.add(id);
    }
  }

  @Override
  public void read(List<Column> state, int[] groupIds, int rows) {
    ListState.update(this, state.getFirst(), groupIds, rows, allocator);
  }

  @Override
  public void close() {
    pairs.close();
    values.close();
    groupOfValue.close();
  }
}
