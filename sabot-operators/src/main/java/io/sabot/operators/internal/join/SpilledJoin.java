package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A join whose right side memory does not hold. Both sides are divided by the hash of their keys
 * into files; when the left side has ended, parts of the same number are joined one after the
 * other, and what they give is put in the order of the left rows.
 */
final class SpilledJoin implements AutoCloseable {
  private final JoinShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final PartitionedRows build;
  private final List<ProbeRows> probes = new ArrayList<>();
  private @Nullable SpilledResults results;
  private @Nullable PlaceMerge merge;
  private @Nullable SpillReader unmatched;

  SpilledJoin(JoinShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.reservation = context.reserve("spilled sides");
    this.build = new PartitionedRows(shape.right, shape.rightKeys, 0, context, reservation);
  }

  /** Adds right rows; the flat batch passes to this, also on failure. */
  void add(Batch batch) {
    build.add(batch);
  }

  /** No more right rows come. */
  void finishBuild() {
    build.flush();
  }

  /** Where one thread puts the left rows it meets. They stay with this. Any thread may call. */
  synchronized ProbeRows probe() {
    ProbeRows rows = new ProbeRows(shape, context, reservation);
    probes.add(rows);
    return rows;
  }

  /**
   * Joins all left rows there are; {@link #next} gives what comes of them. Others go where {@link
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
    unmatched = to.unmatched().read();
  }

  /** The next rows, those of pairs in the order of the left rows; null where there are no more. */
  @Nullable Batch next() {
    return merge == null ? null : merge.next(results.outputLimit());
  }

  /** The next right rows without a pair, behind all others; null at the end. */
  @Nullable Batch rest() {
    return unmatched == null ? null : unmatched.next();
  }

  /** What {@link #answer} made is done with. */
  void forget() {
    try (SpilledResults made = results;
        SpillReader read = unmatched;
        PlaceMerge merged = merge) {
      results = null;
      unmatched = null;
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
