package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.Places;

/** The probe rows that one thread meets, on disk, each with its place in the input. */
final class ProbeRows implements AutoCloseable {
  private final RunContext context;
  private final PartitionedRows rows;
  private long place;

  ProbeRows(JoinShape shape, RunContext context, Reservation reservation) {
    this.context = context;
    this.rows =
        new PartitionedRows(Places.schema(shape.probe), shape.probeKeys, 0, context, reservation);
  }

  /** The rows that come next are of this morsel. */
  void begin(long morsel) {
    place = Places.first(morsel);
  }

  /** Adds a flat batch, which passes to this, also on failure. */
  void add(Batch flat) {
    long first = place;
    place += flat.length();
    rows.add(Places.add(flat, first, context.allocator()));
  }

  /** The rows by the hash of their keys, all written; they stay with this. */
  PartitionedRows written() {
    rows.flush();
    return rows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
