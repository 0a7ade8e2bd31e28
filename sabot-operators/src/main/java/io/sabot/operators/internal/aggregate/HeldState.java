package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.List;

/** State that memory does hold, however many pieces it comes in. */
record HeldState(GroupRecords records, Accumulator accumulator) implements PiecewiseAggregate {
  static HeldState of(AggregateCall call, RunContext context, Reservation reservation) {
    GroupRecords records = new GroupRecords(context.allocator(), reservation);
    return new HeldState(records, call.open(context, records));
  }

  @Override
  public int stateColumns() {
    return accumulator.stateFields().size();
  }

  @Override
  public void take(List<Column> state, int rows) {
    records.resize(1);
    accumulator.resize(1);
    accumulator.read(state, new int[rows], rows);
  }

  @Override
  public boolean asksAgain() {
    return false;
  }

  @Override
  public Column finish() {
    return accumulator.finish(0, 1);
  }

  @Override
  public void close() {
    accumulator.close();
    records.close();
  }
}
