package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operators.internal.aggregate.Accumulator;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Some groups as ranges of consecutive ones, which is how accumulators give results. A small gap
 * between two of them is bridged: its groups are finished and left out.
 */
final class GroupRanges {
  /** So many groups are finished in the time that a range more takes. */
  private static final int GAP = 16;

  private final List<Range> ranges = new ArrayList<>();

  /** Where each wanted group lies: the number of its range, and its place there. */
  private final RowIds rows;

  private record Range(int first, int count) {}

  private GroupRanges(int wanted) {
    rows = new RowIds(wanted);
  }

  /** Ranges that hold these groups, which ascend. */
  static GroupRanges of(int[] wanted) {
    GroupRanges all = new GroupRanges(wanted.length);
    int from = 0;
    for (int to = 1; to <= wanted.length; to++) {
      if (to == wanted.length || wanted[to] - wanted[to - 1] > GAP) {
        all.add(wanted, from, to);
        from = to;
      }
    }
    return all;
  }

  private void add(int[] wanted, int from, int to) {
    int first = wanted[from];
    for (int i = from; i < to; i++) {
      rows.add(RowIds.id(ranges.size(), wanted[i] - first));
    }
    ranges.add(new Range(first, wanted[to - 1] - first + 1));
  }

  /** The results of the groups, in a column that passes to the caller. */
  Column finish(Accumulator accumulator, BufferAllocator allocator) {
    if (ranges.size() == 1 && ranges.getFirst().count() == rows.size()) {
      return accumulator.finish(ranges.getFirst().first(), rows.size());
    }
    List<Column> pieces = new ArrayList<>();
    try {
      for (Range range : ranges) {
        pieces.add(accumulator.finish(range.first(), range.count()));
      }
      return Take.rows(pieces.getFirst().field(), pieces, rows, allocator);
    } finally {
      pieces.forEach(Column::close);
    }
  }
}
