package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A value that is picked by the place of its row, an Int64 beside it; of rows of one place the
 * order in which they come decides. The place is part of the state.
 */
abstract class PlacedValue extends PickedValue {
  private final LongRecords places;

  /** The places of the rows at hand. */
  private MemorySegment from = MemorySegment.NULL;

  PlacedValue(AggregateCall call, GroupRecords records) {
    super(call, records.allocator(), records.reservation());
    this.places = records.add("place");
  }

  /** The place of each row at hand. */
  final MemorySegment rowPlaces() {
    return from;
  }

  /** The place of the row that each group refers to. */
  final LongRecords places() {
    return places;
  }

  @Override
  public final void update(List<Column> arguments, int[] groups, int rows) {
    from = arguments.get(1).segment(1);
    super.update(arguments, groups, rows);
  }

  @Override
  public final List<Field> stateFields() {
    return States.fields(super.stateFields(), places.fields());
  }

  @Override
  public final List<Column> write(int[] groups, int count) {
    return States.columns(() -> super.write(groups, count), () -> places.write(groups, count));
  }
}
