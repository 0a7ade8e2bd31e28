package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.SharingRun;
import io.sabot.operator.Signal;
import io.sabot.operator.SignalAligner;
import io.sabot.operator.Step;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.state.StateTable;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution of a join: input 1 is read to its end, then each batch of input 0 is answered. */
public final class JoinRun implements SharingRun {
  private static final int RIGHT = 1;

  private final JoinShape shape;
  private final RunContext context;
  private final BuildSide build;
  private final JoinOutput output;
  private final SignalAligner signals = new SignalAligner(2);
  private final ArrayDeque<Signal> passing = new ArrayDeque<>();
  private final Answers probe;
  private @Nullable Unmatched unmatched;
  private double buildBytesPerRow;
  private int limit;
  private boolean built;
  private boolean shares;
  private boolean probed;

  /** A run over inputs of this shape. */
  public JoinRun(JoinShape shape, RunContext context) {
    this(shape, context, new BuildSide(shape, context));
  }

  private JoinRun(JoinShape shape, RunContext context, BuildSide build) {
    this.shape = shape;
    this.context = context;
    this.build = build;
    this.probe = Answers.of(shape, context, build);
    this.output = new JoinOutput(shape, context.allocator());
  }

  /** As the run that was shared is done with input 1, the other begins with input 0. */
  @Override
  public OperatorRun share() {
    JoinRun other = new JoinRun(shape, context, build);
    other.buildBytesPerRow = buildBytesPerRow;
    other.built = true;
    other.shares = true;
    return other;
  }

  @Override
  public boolean accepts(int input) {
    return input == RIGHT || built;
  }

  @Override
  public void push(int input, Batch batch) {
    Batch flat = batch.flat(context.allocator());
    if (input == RIGHT) {
      build.add(flat);
    } else {
      probe.open(flat);
      limit = limit(shape.leftOnly() ? 0 : buildBytesPerRow, flat);
    }
  }

  private int limit(double buildBytes, Batch flat) {
    return BatchLimit.rows(context.options(), buildBytes + BatchLimit.bytesPerRow(List.of(flat)));
  }

  @Override
  public void signal(int input, Signal signal) {
    Signal aligned = signals.accept(input, signal);
    if (aligned != null) {
      passing.add(aligned);
    }
  }

  @Override
  public void finish(int input) {
    if (input == RIGHT) {
      build.finish();
      buildBytesPerRow = BatchLimit.bytesPerRow(build.chunks().pieces());
      built = true;
    } else {
      probed = true;
      unmatched = shape.keepsRight() ? new Unmatched(build) : null;
    }
    passing.addAll(signals.finish(input));
  }

  @Override
  public Step poll() {
    Batch batch = probe.isOpen() ? paired() : null;
    if (batch != null) {
      return new Step.Emit(batch);
    }
    Signal signal = passing.poll();
    if (signal != null) {
      return new Step.Pass(signal);
    }
    // Rows without a pair follow every signal: state written at one still has to give them.
    batch = unmatched != null ? rest() : null;
    return batch != null ? new Step.Emit(batch) : probed ? Step.DONE : Step.NEEDS_INPUT;
  }

  private @Nullable Batch paired() {
    if (!probe.next(limit)) {
      probe.end();
      return null;
    }
    return output.pairs(probe.batch(), probe.left(), build.chunks(), probe.right());
  }

  private @Nullable Batch rest() {
    RowIds rows = unmatched.next(BatchLimit.rows(context.options(), buildBytesPerRow));
    if (rows.size() == 0) {
      unmatched = null;
      return null;
    }
    return output.unmatched(build.chunks(), rows);
  }

  /**
   * One table, {@code build}: the rows of input 1 and, where it matters, whether they had a pair.
   */
  @Override
  public List<StateTable> state() {
    return List.of(new BuildState(shape, context, build));
  }

  @Override
  public void close() {
    probe.close();
    if (!shares) {
      build.close();
    }
  }
}
