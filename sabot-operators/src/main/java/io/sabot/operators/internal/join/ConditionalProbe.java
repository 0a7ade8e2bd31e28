package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.plan.Plan.JoinKind;

/**
 * Answers by keys and a condition: pairs of equal keys are made as for an inner join, those that
 * the condition keeps are counted for each probe row, and where it keeps none the row has no pair.
 */
final class ConditionalProbe implements Answers {
  private final JoinKind kind;
  private final PairFilter filter;
  private final BuildSide build;
  private final Probe candidates;
  private final RowIds left = new RowIds(8);
  private final RowIds right = new RowIds(8);

  /** Whether a pair was kept of the row that the last candidates ended in. */
  private boolean paired;

  ConditionalProbe(JoinKind kind, int[] keys, PairFilter filter, BuildSide build) {
    this.kind = kind;
    this.filter = filter;
    this.build = build;
    this.candidates = new Probe(JoinKind.INNER, keys, build);
  }

  @Override
  public void open(Batch flat) {
    paired = false;
    candidates.open(flat);
  }

  @Override
  public boolean isOpen() {
    return candidates.isOpen();
  }

  @Override
  public Batch batch() {
    return candidates.batch();
  }

  @Override
  public RowIds left() {
    return left;
  }

  @Override
  public RowIds right() {
    return right;
  }

  @Override
  public boolean next(int limit) {
    left.clear();
    right.clear();
    while (left.size() == 0 && !candidates.isThrough()) {
      int first = candidates.row();
      // A row without a candidate may come out, too, and so each may take one of half the places.
      candidates.advance(Math.max(1, limit / 2));
      answer(first, kept());
    }
    return left.size() > 0;
  }

  private RowIds kept() {
    return candidates.left().size() == 0
        ? candidates.left()
        : filter.kept(candidates.batch(), candidates.left(), build.chunks(), candidates.right());
  }

  /** Walks the probe rows from {@code first} on beside the positions of the pairs that are kept. */
  private void answer(int first, RowIds kept) {
    int at = 0;
    for (int row = first; row < candidates.row(); row++) {
      at = pairs(row, kept, at);
      complete(row);
      paired = false;
    }
    pairs(candidates.row(), kept, at);
  }

  /** Gives the pairs of a row; where those of the next one begin. */
  private int pairs(int row, RowIds kept, int from) {
    int at = from;
    while (at < kept.size() && candidates.left().get((int) kept.get(at)) == row) {
      long buildRow = candidates.right().get((int) kept.get(at++));
      paired = true;
      if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
        build.markRow(buildRow);
      }
      if (kind != JoinKind.SEMI && kind != JoinKind.ANTI) {
        left.add(row);
        right.add(buildRow);
      }
    }
    return at;
  }

  private void complete(int row) {
    boolean alone =
        switch (kind) {
          case SEMI -> paired;
          case LEFT, FULL, ANTI -> !paired;
          case INNER, RIGHT -> false;
        };
    if (alone) {
      left.add(row);
      right.add(RowIds.NULL_ROW);
    }
  }

  @Override
  public void end() {
    candidates.end();
  }

  @Override
  public void close() {
    try (filter) {
      candidates.close();
    }
  }
}
