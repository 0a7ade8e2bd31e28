package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Outlined;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.aggregate.Accumulator;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.aggregate.GroupRecords;
import io.sabot.operators.internal.aggregate.RowCounts;
import io.sabot.operators.internal.aggregate.RowSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The state of all aggregates of some groups, numbered from 0. */
final class GroupAggregates implements AutoCloseable {
  /** A record of up to four words, in a buffer up to twice as large. */
  private static final long STATE_BYTES = 64;

  private final GroupShape shape;
  private final GroupRecords records;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private final RowSteps steps;

  /** No group has state yet; the reservation stays with the caller. */
  GroupAggregates(GroupShape shape, RunContext context, Reservation reservation) {
    this.shape = shape;
    this.records = new GroupRecords(context.allocator(), reservation);
    for (AggregateCall call : shape.calls) {
      Accumulator accumulator = call.open(context, records);
      accumulators.add(accumulator);
      if (shape.keyCount > 0) {
        accumulator.groupsComeWithRows();
      }
    }
    steps = new RowSteps(records, shape.keyCount > 0 ? shareRowCounts() : null);
  }

  private @Nullable RowCounts shareRowCounts() {
    List<Accumulator> counting = accumulators.stream().filter(Accumulator::countsRows).toList();
    if (counting.isEmpty()) {
      return null;
    }
    RowCounts counts = new RowCounts(records);
    counting.forEach(accumulator -> accumulator.share(counts));
    return counts;
  }

  /** One for each aggregate. */
  List<Accumulator> all() {
    return accumulators;
  }

  /** Bytes that rows add at most, before anything doubles, when each brings a group. */
  long keptBytes(int rows) {
    long bytes = 0;
    for (Accumulator accumulator : accumulators) {
      bytes += (long) (accumulator.addedBytesPerRow() * rows);
    }
    return bytes;
  }

  /** Bytes of the records of so many groups, at most. */
  long recordBytes(int groups) {
    return groups * STATE_BYTES * accumulators.size();
  }

  /** Gives state to each of so many groups that has none yet. */
  void resize(int groups) {
    records.resize(groups);
    for (Accumulator accumulator : accumulators) {
      accumulator.resize(groups);
    }
  }

  /**
   * Takes rows.
   *
   * @param read key columns, then arguments, all of which stay with the caller
   * @param groups the group of each row
   */
  void update(List<Column> read, int[] groups, int rows) {
    for (int i = 0; i < accumulators.size(); i++) {
      List<Column> arguments = Arrays.stream(shape.argumentsOf[i]).mapToObj(read::get).toList();
      if (shape.keyCount == 0) {
        Accumulator accumulator = accumulators.get(i);
        Outlined.run(() -> accumulator.updateOnly(arguments, groups, rows));
      } else {
        steps.add(accumulators.get(i), arguments, groups, rows);
      }
    }
    steps.run(groups, rows);
  }

  /**
   * Takes over what the groups of others have seen of other rows.
   *
   * @param here for each group of theirs its number here
   */
  void merge(GroupAggregates other, int[] here) {
    for (int i = 0; i < accumulators.size(); i++) {
      Accumulator to = accumulators.get(i);
      Accumulator from = other.accumulators.get(i);
      Outlined.run(() -> to.merge(from, here));
    }
  }

  /** As above, of some groups, with the number that each has there. */
  void merge(GroupAggregates other, int[] there, int[] here) {
    for (int i = 0; i < accumulators.size(); i++) {
      List<Column> state = other.accumulators.get(i).write(there, there.length);
      try {
        accumulators.get(i).read(state, here, there.length);
      } finally {
        state.forEach(Column::close);
      }
    }
  }

  /** Whether several threads may ask for results at a time. */
  boolean finishesSideBySide() {
    return accumulators.stream().allMatch(Accumulator::finishesSideBySide);
  }

  /** Bytes of the results of a group, about. */
  double bytesPerGroup() {
    return accumulators.stream().mapToDouble(Accumulator::bytesPerGroup).sum();
  }

  /** Adds a column of results for each aggregate, which passes to the list. */
  void finish(int first, int count, List<Column> to) {
    for (Accumulator accumulator : accumulators) {
      to.add(Outlined.get(() -> accumulator.finish(first, count)));
    }
  }

  /** As above, of the groups in these ranges. */
  void finish(GroupRanges ranges, BufferAllocator allocator, List<Column> to) {
    for (Accumulator accumulator : accumulators) {
      to.add(Outlined.get(() -> ranges.finish(accumulator, allocator)));
    }
  }

  @Override
  public void close() {
    accumulators.forEach(Accumulator::close);
    records.close();
  }
}
