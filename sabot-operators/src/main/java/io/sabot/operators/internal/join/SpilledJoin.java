package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.Places;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A join whose build side memory does not hold. Both sides are divided by the hash of their keys
 * into files; when the probe side has ended, parts of the same number are joined one after the
 * other, and what they give is put in the order of the probe rows, or of the build rows where only
 * those come out.
 */
final class SpilledJoin implements AutoCloseable {
  private final JoinShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final PartitionedRows build;
  private final List<ProbeRows> probes = new ArrayList<>();
  private long added;
  private @Nullable SpilledResults results;
  private @Nullable PlaceMerge merge;
  private @Nullable SpillReader rest;

  SpilledJoin(JoinShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.reservation = context.reserve("spilled sides");
    Schema rows = shape.onlyBuild() ? Places.schema(shape.build) : shape.build;
    this.build = new PartitionedRows(rows, shape.buildKeys, 0, context, reservation);
  }

  /** Adds build rows; the flat batch passes to this, also on failure. */
  void add(Batch batch) {
    if (!shape.onlyBuild()) {
      build.add(batch);
      return;
    }
    long first = added;
    added += batch.length();
    build.add(Places.add(batch, first, context.allocator()));
  }

  /** No more build rows come. */
  void finishBuild() {
    build.flush();
  }

  /** Where one thread puts the probe rows it meets. They stay with this. Any thread may call. */
  synchronized ProbeRows probe() {
    ProbeRows rows = new ProbeRows(shape, context, reservation);
    probes.add(rows);
    return rows;
  }

  /**
   * Joins all probe rows there are; {@link #next} gives what comes of them. Others go where {@link
   * #probe} says from then on. Nobody adds rows meanwhile.
   */
  synchronized void answer() {
    SpilledResults to = new SpilledResults(shape, context, reservation);
    results = to;
    PartJoin join = new PartJoin(shape, context, reservation, to);
    List<PartitionedRows> sides = probes.stream().map(ProbeRows::written).toList();
    for (int part = 0; part < PartitionedRows.COUNT; part++) {
      List<SpillFile> files = new ArrayList<>();
      for (PartitionedRows side : sides) {
        files.add(side.files().get(part));
      }
      join.join(build.files().get(part), files, 1);
      files.forEach(SpillFile::close);
    }
    probes.forEach(ProbeRows::close);
    probes.clear();
    merge = to.merge();
    rest = to.rest().read();
  }

  /** The next rows, those of pairs in the order of the probe rows; null where there are no more. */
  @Nullable Batch next() {
    return merge == null ? null : merge.next(results.outputLimit());
  }

  /** The next build rows that come behind all others; null at the end. */
  @Nullable Batch rest() {
    return rest == null ? null : rest.next();
  }

  /** What {@link #answer} made is done with. */
  void forget() {
    try (SpilledResults made = results;
        SpillReader read = rest;
        PlaceMerge merged = merge) {
      results = null;
      rest = null;
      merge = null;
    }
  }

  @Override
  public void close() {
    forget();
    build.close();
    probes.forEach(ProbeRows::close);
    reservation.close();
  }
}
