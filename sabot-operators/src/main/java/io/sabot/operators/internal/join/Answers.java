package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.plan.Plan.JoinKind;

/** What a join says to probe batches, one after the other: rows of each beside build rows. */
sealed interface Answers extends AutoCloseable permits Probe, ConditionalProbe, MarkingProbe {
  /**
   * Answers by the keys alone, or by a condition on the pairs, too.
   *
   * @param kind what is asked for, as if the probe side were the left one
   */
  static Answers of(JoinKind kind, JoinShape shape, RunContext context, BuildSide build) {
    Answers answers =
        shape.condition == null
            ? new Probe(kind, shape.probeKeys, build)
            : new ConditionalProbe(kind, shape.probeKeys, new PairFilter(shape, context), build);
    return shape.onlyBuild() ? new MarkingProbe(answers) : answers;
  }

  /** Starts on a flat batch, which passes to this, also on failure. */
  void open(Batch flat);

  boolean isOpen();

  /** The batch that is answered; it stays with this. */
  Batch batch();

  /** Fills the next output batch of up to {@code limit} rows; false where no row is left. */
  boolean next(int limit);

  /** The probe rows of the current output batch. */
  RowIds left();

  /** The build rows of the current output batch. */
  RowIds right();

  /** Ends with the batch; another one may be opened. */
  void end();

  @Override
  void close();
}
