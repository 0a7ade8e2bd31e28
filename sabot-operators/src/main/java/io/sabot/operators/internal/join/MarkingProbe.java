package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;

/** Notes which build rows have a pair, and gives nothing. */
final class MarkingProbe implements Answers {
  private final Answers pairs;

  /** Over the answers of a right join, which note it, and pass to this. */
  MarkingProbe(Answers pairs) {
    this.pairs = pairs;
  }

  @Override
  public void open(Batch flat) {
    pairs.open(flat);
  }

  @Override
  public boolean isOpen() {
    return pairs.isOpen();
  }

  @Override
  public Batch batch() {
    return pairs.batch();
  }

  @Override
  public RowIds left() {
    return pairs.left();
  }

  @Override
  public RowIds right() {
    return pairs.right();
  }

  /** Keys are noted when the batch is opened, rows that a condition pairs when they are made. */
  @Override
  public boolean next(int limit) {
    while (pairs instanceof ConditionalProbe && pairs.next(limit)) {}
    return false;
  }

  @Override
  public void end() {
    pairs.end();
  }

  @Override
  public void close() {
    pairs.close();
  }
}
