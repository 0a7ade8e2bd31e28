package io.sabot.operators.internal.totals;

import io.sabot.batch.Batch;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.generate.GeneratedTotals;
import io.sabot.operators.internal.group.GroupRun;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates without keys. A batch goes to the generated loop; one that the loop does not take goes
 * through the pipeline to the grouping, which also names the row that failed. Both meet in the
 * state of the grouping.
 */
public final class TotalsRun extends UnaryRun implements MergingRun {
  private final TotalsCode code;
  private final RunContext context;
  private final @Nullable Supplier<OperatorRun> opening;
  private final GroupRun group;
  private final @Nullable GeneratedTotals totals;
  private @Nullable OperatorRun pipeline;

  /**
   * A run of totals.
   *
   * @param opening opens the pipeline, when first something goes through it; null where there is
   *     none
   */
  public TotalsRun(TotalsCode code, @Nullable Supplier<OperatorRun> opening, RunContext context) {
    this(code, opening, context, new GroupRun(code.group(), context));
  }

  private TotalsRun(
      TotalsCode code,
      @Nullable Supplier<OperatorRun> opening,
      RunContext context,
      GroupRun group) {
    this.code = code;
    this.context = context;
    this.opening = opening;
    this.group = group;
    this.totals = GeneratedTotals.of(code.loops(), context.options().backend());
  }

  @Override
  protected void process(Batch batch) {
    if (totals == null) {
      byKernels(batch);
    } else if (totals.add(batch)) {
      batch.close();
    } else {
      int rows = batch.length();
      long start = System.nanoTime();
      byKernels(batch);
      totals.kernelsTook(rows, System.nanoTime() - start);
    }
  }

  private void byKernels(Batch batch) {
    if (opening == null) {
      group.push(0, batch);
    } else {
      OperatorRun before = opened(opening, batch);
      before.push(0, batch);
      drain(before);
    }
  }

  private OperatorRun opened(Supplier<OperatorRun> opening, Batch batch) {
    OperatorRun known = pipeline;
    if (known == null) {
      try {
        known = opening.get();
      } catch (Throwable failure) {
        batch.close();
        throw failure;
      }
      pipeline = known;
    }
    return known;
  }

  private void drain(OperatorRun before) {
    while (before.poll() instanceof Step.Emit(Batch batch)) {
      group.push(0, batch);
    }
  }

  @Override
  public OperatorRun beside() {
    return new TotalsRun(code, opening, context, (GroupRun) group.beside());
  }

  @Override
  public void begin(long morsel) {
    group.begin(morsel);
  }

  @Override
  public void merge(OperatorRun other) {
    TotalsRun run = (TotalsRun) other;
    run.mergeLoop();
    group.merge(run.group);
  }

  @Override
  protected void end() {
    if (pipeline != null) {
      pipeline.finish(0);
      drain(pipeline);
    }
    mergeLoop();
    group.finish(0);
  }

  @Override
  protected void more() {
    if (group.poll() instanceof Step.Emit(Batch batch)) {
      emit(batch);
    }
  }

  /** Hands the totals of the loop to the grouping. */
  private void mergeLoop() {
    TotalsShape shape = code.totals();
    if (totals != null && shape != null && !totals.isEmpty()) {
      StateTable groups = group.state().getFirst();
      groups.read(
          TotalsState.batch(
              groups.schema(), code.group().calls(), shape, totals, context.allocator()));
      totals.clear();
    }
  }

  @Override
  public List<StateTable> state() {
    mergeLoop();
    return group.state();
  }

  @Override
  protected void release() {
    if (pipeline != null) {
      pipeline.close();
    }
    group.close();
  }
}
