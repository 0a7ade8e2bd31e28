package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Places;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what lies in files: build rows of one, and probe rows of several, each in the order of
 * places. Where memory does not hold the build rows, both sides are divided again; where that does
 * not help, because too many rows have one key, it takes as many build rows at a time as fit, and
 * all probe rows for each.
 */
final class PartJoin {
  /** Rows out of so many that are still together after a division: another one would be in vain. */
  private static final double TOGETHER = 0.75;

  private final JoinShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final SpilledResults results;
  private final JoinOutput output;

  PartJoin(JoinShape shape, RunContext context, Reservation reservation, SpilledResults results) {
    this.shape = shape;
    this.context = context;
    this.reservation = reservation;
    this.results = results;
    this.output = new JoinOutput(shape, context.allocator());
  }

  /** Joins rows that were divided so often; the files stay with the caller. */
  void join(SpillFile build, List<SpillFile> probes, int divisions) {
    boolean isVain = probes.stream().allMatch(file -> file.rows() == 0) && !shape.givesBuild();
    if (isVain) {
      return;
    }
    try (Loader loader = new Loader(shape, context, build)) {
      BuildSide side = loader.all();
      if (side != null) {
        try (side) {
          whole(side, probes);
        }
      } else if (divisions > PartitionedRows.LAST_LEVEL) {
        inBlocks(loader, probes);
      } else {
        divided(build, probes, divisions);
      }
    }
  }

  private void whole(BuildSide side, List<SpillFile> probes) {
    try (Answers answers = Answers.of(shape.probing(), shape, context, side)) {
      for (SpillFile probe : probes) {
        SpillFile to = results.begin();
        each(probe, batch -> answer(answers, batch, side, to));
      }
    }
    rest(side);
  }

  /** What is done with each batch of a file, which passes to it. */
  private interface Use {
    void of(Batch batch);
  }

  private static void each(SpillFile file, Use use) {
    try (SpillReader reader = file.read()) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        use.of(batch);
      }
    }
  }

  private void answer(Answers answers, Batch batch, BuildSide side, SpillFile to) {
    answers.open(batch);
    try {
      int limit = results.limit(BatchLimit.bytesPerRow(List.of(batch)) + side.bytesPerRow());
      while (answers.next(limit)) {
        write(answers.batch(), answers.left(), side, answers.right(), to);
      }
    } finally {
      answers.end();
    }
  }

  private void write(Batch probe, RowIds left, BuildSide build, RowIds right, SpillFile to) {
    try (Batch pairs = output.pairs(probe, left, build, right)) {
      write(pairs, Take.rows(probe.columns().getLast(), left, context.allocator()), to);
    }
  }

  /** Writes rows, which stay, with their places, which do not. */
  private static void write(Batch rows, Column places, SpillFile to) {
    List<Column> columns = new ArrayList<>();
    rows.columns().forEach(column -> columns.add(column.share()));
    columns.add(places);
    try (Batch placed = Batch.of(to.schema(), columns, rows.length())) {
      to.write(placed);
    }
  }

  private void rest(BuildSide side) {
    if (!shape.givesBuild()) {
      return;
    }
    RestRows rest = new RestRows(shape.kind, side);
    SpillFile to = shape.onlyBuild() ? results.begin() : results.rest();
    int limit = results.limit(side.bytesPerRow());
    for (RowIds rows = rest.next(limit); rows.size() > 0; rows = rest.next(limit)) {
      try (Batch batch = output.rest(side, rows)) {
        if (shape.onlyBuild()) {
          List<Column> places = side.chunks().column(shape.build.getFields().size());
          write(batch, Take.rows(Places.FIELD, places, rows, context.allocator()), to);
        } else {
          to.write(batch);
        }
      }
    }
  }

  private void divided(SpillFile build, List<SpillFile> probes, int level) {
    List<PartitionedRows> sides = new ArrayList<>();
    try {
      sides.add(divide(build, shape.buildKeys, level));
      for (SpillFile probe : probes) {
        sides.add(divide(probe, shape.probeKeys, level));
      }
      for (int part = 0; part < PartitionedRows.COUNT; part++) {
        SpillFile of = sides.getFirst().files().get(part);
        List<SpillFile> beside = new ArrayList<>();
        for (PartitionedRows side : sides.subList(1, sides.size())) {
          beside.add(side.files().get(part));
        }
        boolean isVain = of.rows() > TOGETHER * build.rows();
        join(of, beside, isVain ? Integer.MAX_VALUE : level + 1);
        of.close();
        beside.forEach(SpillFile::close);
      }
    } finally {
      sides.forEach(PartitionedRows::close);
    }
  }

  private PartitionedRows divide(SpillFile file, int[] keys, int level) {
    PartitionedRows rows = new PartitionedRows(file.schema(), keys, level, context, reservation);
    try {
      each(file, rows::add);
      rows.flush();
      return rows;
    } catch (Throwable failure) {
      rows.close();
      throw failure;
    }
  }

  private void inBlocks(Loader loader, List<SpillFile> probes) {
    long rows = probes.stream().mapToLong(SpillFile::rows).sum();
    try (PairedRows paired = new PairedRows(rows, context, reservation)) {
      for (BuildSide side = loader.some(); side != null; side = loader.some()) {
        try (BuildSide block = side) {
          block(block, probes, paired);
        }
      }
      if (blockKind() == JoinKind.SEMI || shape.keepsProbe()) {
        alone(probes, paired);
      }
    }
  }

  /** What is asked of each block: whether a row has a pair at all is known behind the last one. */
  private JoinKind blockKind() {
    return switch (shape.probing()) {
      case INNER, LEFT -> JoinKind.INNER;
      case RIGHT, FULL -> JoinKind.RIGHT;
      case SEMI, ANTI -> JoinKind.SEMI;
    };
  }

  private void block(BuildSide side, List<SpillFile> probes, PairedRows paired) {
    try (Answers answers = Answers.of(blockKind(), shape, context, side)) {
      paired.begin();
      for (SpillFile probe : probes) {
        SpillFile to = shape.leftOnly() ? null : results.begin();
        each(probe, batch -> block(answers, batch, side, paired, to));
      }
    }
    rest(side);
  }

  private void block(
      Answers answers, Batch batch, BuildSide side, PairedRows paired, @Nullable SpillFile to) {
    int rows = batch.length();
    answers.open(batch);
    try {
      int limit = results.limit(BatchLimit.bytesPerRow(List.of(batch)) + side.bytesPerRow());
      while (answers.next(limit)) {
        paired.mark(answers.left());
        if (to != null) {
          write(answers.batch(), answers.left(), side, answers.right(), to);
        }
      }
    } finally {
      answers.end();
    }
    paired.pass(rows);
  }

  /** Semi joins give the rows that had a pair in some block, others those that had none in any. */
  private void alone(List<SpillFile> probes, PairedRows paired) {
    try (BuildSide none = new BuildSide(shape, context)) {
      none.finish();
      paired.begin();
      for (SpillFile probe : probes) {
        SpillFile to = results.begin();
        each(
            probe,
            batch -> {
              try (batch) {
                RowIds left = paired.of(batch.length(), shape.kind == JoinKind.SEMI);
                RowIds right = new RowIds(left.size());
                for (int i = 0; i < left.size(); i++) {
                  right.add(RowIds.NULL_ROW);
                }
                if (left.size() > 0) {
                  write(batch, left, none, right, to);
                }
              }
            });
      }
    }
  }
}
