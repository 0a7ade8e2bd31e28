package io.sabot.operators.internal.totals;

import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.generate.GeneratedTotals;
import io.sabot.operators.internal.group.GroupRun;
import io.sabot.operators.internal.group.GroupShape;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates without keys. A batch goes to the generated loop; one that the loop does not take goes
 * through the pipeline to the grouping, which also names the row that failed. Both meet in the
 * state of the grouping.
 */
public final class TotalsRun extends UnaryRun {
  private final GroupShape shape;
  private final RunContext context;
  private final @Nullable OperatorRun pipeline;
  private final GroupRun group;
  private final @Nullable TotalsShape totalsShape;
  private final @Nullable GeneratedTotals totals;

  private TotalsRun(
      GroupShape shape,
      RunContext context,
      @Nullable TotalsShape totalsShape,
      @Nullable OperatorRun pipeline,
      GroupRun group) {
    this.shape = shape;
    this.context = context;
    this.pipeline = pipeline;
    this.group = group;
    this.totalsShape = totalsShape;
    this.totals =
        totalsShape == null
            ? null
            : GeneratedTotals.of(
                totalsShape.conditions(), totalsShape.sinks(), context.options().backend());
  }

  /** A run over a pipeline's input. */
  public static TotalsRun over(
      PipelineShape pipeline, Supplier<OperatorRun> opening, GroupShape shape, RunContext context) {
    OperatorRun before = opening.get();
    try {
      return new TotalsRun(
          shape, context, TotalsShape.of(shape, pipeline), before, new GroupRun(shape, context));
    } catch (Throwable failure) {
      before.close();
      throw failure;
    }
  }

  /** A run over the input of the grouping itself. */
  public static TotalsRun of(GroupShape shape, RunContext context) {
    return new TotalsRun(
        shape, context, TotalsShape.of(shape, null), null, new GroupRun(shape, context));
  }

  /** What {@code explain()} adds: that a loop is generated, and when. */
  public static String words(
      GroupShape shape, @Nullable PipelineShape pipeline, RunOptions options) {
    TotalsShape totals = TotalsShape.of(shape, pipeline);
    boolean generated =
        totals != null
            && GeneratedTotals.isWanted(totals.conditions(), totals.sinks(), options.backend());
    if (!generated) {
      return "";
    }
    return options.backend() == Backend.GENERATED ? " [generated]" : " [generated when warm]";
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
    if (pipeline == null) {
      group.push(0, batch);
    } else {
      pipeline.push(0, batch);
      drain(pipeline);
    }
  }

  private void drain(OperatorRun before) {
    while (before.poll() instanceof Step.Emit(Batch batch)) {
      group.push(0, batch);
    }
  }

  @Override
  protected void end() {
    if (pipeline != null) {
      pipeline.finish(0);
      drain(pipeline);
    }
    merge();
    group.finish(0);
  }

  @Override
  protected void more() {
    if (group.poll() instanceof Step.Emit(Batch batch)) {
      emit(batch);
    }
  }

  /** Hands the totals of the loop to the grouping. */
  private void merge() {
    if (totals != null && totalsShape != null && !totals.isEmpty()) {
      StateTable groups = group.state().getFirst();
      groups.read(
          TotalsState.batch(
              groups.schema(), shape.calls(), totalsShape, totals, context.allocator()));
      totals.clear();
    }
  }

  @Override
  public List<StateTable> state() {
    merge();
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
