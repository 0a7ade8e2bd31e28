package io.sabot.operators.internal.aggregate;

import io.sabot.memory.Reservation;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;

/** An accumulator whose records are its own. */
record WithRecords<A extends Accumulator>(GroupRecords records, A accumulator)
    implements AutoCloseable {

  /** State of so many groups, none of which has seen anything. */
  static <A extends Accumulator> WithRecords<A> open(
      int groups,
      BufferAllocator allocator,
      Reservation reservation,
      Function<GroupRecords, A> open) {
    GroupRecords records = new GroupRecords(allocator, reservation);
    A accumulator = open.apply(records);
    records.resize(groups);
    accumulator.resize(groups);
    return new WithRecords<>(records, accumulator);
  }

  @Override
  public void close() {
    accumulator.close();
    records.close();
  }
}
