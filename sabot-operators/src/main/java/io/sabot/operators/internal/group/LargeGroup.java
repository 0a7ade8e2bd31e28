package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.aggregate.PiecewiseAggregate;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group that memory does not hold at once. What is known of it lies in a file, in pieces, which
 * are read as often as its aggregates ask.
 */
final class LargeGroup implements WholeGroups, AutoCloseable {
  private @Nullable Batch result;

  /** The group of a file, which stays with the caller and has no other. */
  LargeGroup(GroupShape shape, RunContext context, SpillFile file) {
    result = new Reading(shape, context, file).result();
  }

  private record Reading(GroupShape shape, RunContext context, SpillFile file) {
    Batch result() {
      List<PiecewiseAggregate> aggregates = new ArrayList<>();
      try (Reservation reservation = context.reserve("groups")) {
        try {
          for (AggregateCall call : shape.calls) {
            aggregates.add(
                call.openPiecewise(
                    context, reservation, field -> new GroupedValues(field, context)));
          }
          show(aggregates);
          return finished(aggregates);
        } finally {
          aggregates.forEach(PiecewiseAggregate::close);
        }
      }
    }

    private void show(List<PiecewiseAggregate> aggregates) {
      List<PiecewiseAggregate> asking = aggregates;
      while (!asking.isEmpty()) {
        try (SpillReader reader = file.read()) {
          for (Batch piece = reader.next(); piece != null; piece = reader.next()) {
            try (Batch flat = piece.flat(context.allocator())) {
              show(flat, aggregates, asking);
            }
          }
        }
        asking = asking.stream().filter(PiecewiseAggregate::asksAgain).toList();
      }
    }

    private void show(
        Batch flat, List<PiecewiseAggregate> aggregates, List<PiecewiseAggregate> asking) {
      int next = shape.keyCount;
      for (PiecewiseAggregate aggregate : aggregates) {
        int end = next + aggregate.stateColumns();
        if (asking.contains(aggregate)) {
          aggregate.take(flat.columns().subList(next, end), flat.length());
        }
        next = end;
      }
    }

    private Batch finished(List<PiecewiseAggregate> aggregates) {
      List<Column> columns = new ArrayList<>();
      try {
        addKey(columns);
        for (PiecewiseAggregate aggregate : aggregates) {
          columns.add(aggregate.finish());
        }
        return Batch.of(shape.output(), columns, 1);
      } catch (Throwable failure) {
        columns.forEach(Column::close);
        throw failure;
      }
    }

    /** All rows have the same. */
    private void addKey(List<Column> columns) {
      try (SpillReader reader = file.read();
          Batch piece = reader.next()) {
        for (int i = 0; i < shape.keyCount; i++) {
          try (Column key = piece.column(i).slice(0, 1, context.allocator())) {
            columns.add(key.renamed(shape.keys().getFields().get(i)));
          }
        }
      }
    }
  }

  @Override
  public double bytesPerGroup() {
    return Long.BYTES;
  }

  @Override
  public @Nullable Batch finish(int first, int limit) {
    Batch given = result;
    result = null;
    return given;
  }

  @Override
  public void close() {
    if (result != null) {
      result.close();
      result = null;
    }
  }
}
