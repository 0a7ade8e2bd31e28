package io.sabot.operators.internal.join;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.memory.PressureGate;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.SharingRun;
import io.sabot.operator.Signal;
import io.sabot.operator.SignalAligner;
import io.sabot.operator.Step;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.state.StateTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of a join: input 1 is read to its end, then each batch of input 0 is answered. */
public final class JoinRun implements SharingRun {
  private static final Logger LOG = LoggerFactory.getLogger(JoinRun.class);
  private static final int BUILD = 1;

  private final JoinShape shape;
  private final OptionalInt filter;
  private final RunContext context;
  private final BuildSide build;
  private final JoinOutput output;
  private final SignalAligner signals = new SignalAligner(2);
  private final ArrayDeque<Signal> passing = new ArrayDeque<>();
  private final Answers probe;
  private final PressureGate gate = new PressureGate(missing -> giveBack());
  private @Nullable RestRows last;
  private @Nullable SpilledJoin spilled;
  private @Nullable ProbeRows spilling;
  private double buildBytesPerRow;
  private int limit;

  /** All rows of input 1 are there: what there is of them stays. */
  private volatile boolean ended;

  private volatile boolean built;
  private volatile boolean listed;
  private boolean shares;
  private boolean probed;

  /**
   * A run over inputs of this shape.
   *
   * @param filter the number under which others may know the keys that are kept, if any
   */
  public JoinRun(JoinShape shape, OptionalInt filter, RunContext context) {
    this(shape, filter, context, new BuildSide(shape, context));
    build.onPressure(gate);
  }

  private JoinRun(JoinShape shape, OptionalInt filter, RunContext context, BuildSide build) {
    this.shape = shape;
    this.filter = filter;
    this.context = context;
    this.build = build;
    this.probe = Answers.of(shape.probing(), shape, context, build);
    this.output = new JoinOutput(shape, context.allocator());
  }

  /** As the run that was shared is done with input 1, the other begins with input 0. */
  @Override
  public OperatorRun share() {
    JoinRun other = new JoinRun(shape, filter, context, build);
    other.buildBytesPerRow = buildBytesPerRow;
    other.ended = true;
    other.built = true;
    other.shares = true;
    other.spilling = spilled == null ? null : spilled.probe();
    return other;
  }

  @Override
  public void begin(long morsel) {
    if (spilling != null) {
      spilling.begin(morsel);
    }
  }

  @Override
  public boolean accepts(int input) {
    return input == BUILD || built;
  }

  @Override
  public void push(int input, Batch batch) {
    Batch flat = batch.flat(context.allocator());
    if (input == BUILD) {
      listed = false;
      step(() -> build(flat));
    } else if (spilling != null) {
      spilling.add(flat);
    } else {
      build.expect(flat.length());
      probe.open(flat);
      limit = limit(shape.leftOnly() ? 0 : buildBytesPerRow, flat);
    }
  }

  /** While input 1 is read, others may ask for its memory between any two steps. */
  private void step(Runnable step) {
    gate.enter();
    try {
      step.run();
    } finally {
      gate.leave();
    }
  }

  /** What answers rows, or is being written as state, stays. */
  private void giveBack() {
    if (!ended && !listed && spilled == null && build.chunks().rows() > 0) {
      spill();
    }
  }

  private void build(Batch flat) {
    if (spilled != null) {
      spilled.add(flat);
      return;
    }
    try (Batch again = flat.share()) {
      int before = build.chunks().rows();
      try {
        build.add(flat);
      } catch (MemoryLimitException refused) {
        boolean isIn = build.chunks().rows() > before;
        spill();
        if (!isIn) {
          spilled.add(again.share());
        }
      }
    }
  }

  /** Memory does not hold the build side: from here on both sides go to disk. */
  private void spill() {
    spilled = new SpilledJoin(shape, context);
    build.drainTo(spilled::add);
  }

  @Override
  public List<RunPart> parts(int input) {
    List<RunPart> parts = new ArrayList<>();
    step(() -> {
      ended = true;
      if (spilled == null) {
        build.parts().forEach(part -> parts.add(RunPart.doing(part)));
      }
    });
    return parts;
  }

  private void finishBuild() {
    ended = true;
    if (spilled == null) {
      try {
        build.finish();
        buildBytesPerRow = build.bytesPerRow();
      } catch (MemoryLimitException refused) {
        spill();
      }
    }
    if (spilled != null) {
      spilled.finishBuild();
      spilling = spilled.probe();
    } else {
      filter.ifPresent(
          number -> context.filters().publish(number, new BuildKeys(build, shape.buildKeys)));
    }
    built = true;
  }

  private int limit(double buildBytes, Batch flat) {
    double bytes = buildBytes + BatchLimit.bytesPerRow(List.of(flat));
    return BatchLimit.rows(context.options(), bytes, flat.length());
  }

  @Override
  public void signal(int input, Signal signal) {
    Signal aligned = signals.accept(input, signal);
    if (aligned != null) {
      answerBefore(aligned);
    }
  }

  /**
   * What has spilled is answered when a signal comes, so that no row falls behind it and an endless
   * probe side has its answers. Joins that give build rows, which wait for the end, do it there.
   */
  private void answerBefore(Signal signal) {
    if (spilled != null && built && !shape.givesBuild()) {
      spilled.answer();
      spilling = spilled.probe();
    }
    passing.add(signal);
  }

  @Override
  public void finish(int input) {
    if (input == BUILD) {
      step(this::finishBuild);
    } else {
      probed = true;
      if (spilled != null) {
        spilled.answer();
      } else {
        last = shape.givesBuild() ? new RestRows(shape.kind, build) : null;
      }
    }
    passing.addAll(signals.finish(input));
  }

  @Override
  public Step poll() {
    Batch batch = probe.isOpen() ? paired() : spilled != null ? spilled.next() : null;
    if (batch != null) {
      return new Step.Emit(batch);
    }
    Signal signal = passing.poll();
    if (signal != null) {
      return new Step.Pass(signal);
    }
    // Build rows follow every signal: state written at one still has to give them.
    batch = last != null ? rest() : spilled != null ? spilled.rest() : null;
    return batch != null ? new Step.Emit(batch) : probed ? Step.DONE : Step.NEEDS_INPUT;
  }

  private @Nullable Batch paired() {
    if (!probe.next(limit)) {
      probe.end();
      return null;
    }
    return output.pairs(probe.batch(), probe.left(), build, probe.right());
  }

  private @Nullable Batch rest() {
    RowIds rows = last.next(BatchLimit.rows(context.options(), buildBytesPerRow));
    if (rows.size() == 0) {
      last = null;
      return null;
    }
    return output.rest(build, rows);
  }

  /**
   * One table, {@code build}: the rows of input 1 and, where it matters, whether they had a pair.
   */
  @Override
  public List<StateTable> state() {
    if (spilled != null) {
      throw Problem.at(context.stage(), ErrorCode.MEMORY_LIMIT)
          .rule("state that is written must lie in memory")
          .but("the side that this join keeps went to disk")
          .cure("raise RunOptions.withMemoryBudget")
          .memory();
    }
    listed = true;
    return List.of(new BuildState(shape, context, build));
  }

  @Override
  public void close() {
    gate.end();
    probe.close();
    if (!shares) {
      filter.ifPresent(number ->
          LOG.debug(
              "{}: key filter {}: {}", context.stage(), number, context.filters().get(number)));
      build.close();
      if (spilled != null) {
        spilled.close();
      }
    }
  }
}
