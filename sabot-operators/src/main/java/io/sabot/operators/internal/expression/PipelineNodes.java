package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.pipeline.PipelineEvaluator;
import io.sabot.operators.internal.pipeline.PipelineResult;
import io.sabot.operators.internal.pipeline.PipelineResult.Extent;
import io.sabot.operators.internal.pipeline.PipelineShape.Definition;
import io.sabot.operators.internal.pipeline.Verb;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Computes a pipeline with the kernels of this JVM: step by step, over the rows that are left. */
final class PipelineNodes implements PipelineEvaluator {
  /** What is computed between nodes stays in cache: some buffers of 128 KiB. */
  private static final int SLICE_ROWS = 16 * 1024;

  /** What is done with the rows that are left. */
  private sealed interface Action {
    /** Rows for which all are true go on, in whatever order. */
    record Filter(Conjuncts conjuncts) implements Action {}

    /** It stays in the memo, for whoever looks at it later. */
    record Remember(Node node, Verb verb) implements Action {}
  }

  /** A column of the result. */
  private record Result(Node node, Verb verb) {}

  private final PipelineCode code;
  private final List<Action> actions = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final BufferAllocator allocator;
  private final Memo memo;
  private final Scratch fresh;
  private final Scratch reused;

  /** What the code says, made for a run. */
  PipelineNodes(PipelineCode code, BufferAllocator allocator, Delegate delegate) {
    this.code = code;
    this.allocator = allocator;
    this.fresh = Scratch.fresh(allocator);
    this.reused = Scratch.reused(allocator);
    this.memo = new Memo(code.sharing().size());
    JvmExpressionCompiler compiler =
        new JvmExpressionCompiler("Pipeline", code.sharing(), delegate);
    try {
      for (PipelineCode.Task task : code.tasks()) {
        actions.add(action(task, compiler));
      }
      for (Definition result : code.results()) {
        results.add(new Result(node(compiler, result.expression()), result.verb()));
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  private Action action(PipelineCode.Task task, JvmExpressionCompiler compiler) {
    return switch (task) {
      case PipelineCode.Test(List<PipelineCode.Condition> conditions) -> {
        List<Conjuncts.Condition> made = new ArrayList<>();
        for (PipelineCode.Condition condition : conditions) {
          Node node = node(compiler, condition.expression());
          made.add(new Conjuncts.Condition(node, condition.cost(), condition.verb()));
        }
        yield new Action.Filter(new Conjuncts(made));
      }
      case PipelineCode.Remember(Definition definition) ->
          new Action.Remember(node(compiler, definition.expression()), definition.verb());
    };
  }

  private Node node(JvmExpressionCompiler compiler, BoundExpression expression) {
    Node node = compiler.node(expression, allocator);
    nodes.add(node);
    return node;
  }

  @Override
  public PipelineResult evaluate(Batch batch) {
    int rows = batch.rowCount();
    if (rows <= 2 * SLICE_ROWS || code.walk() == PipelineCode.Walk.WHOLE_BATCHES) {
      return slice(batch, new PipelineRows(batch, 0, rows, fresh, memo), null);
    }
    try (Slices all = new Slices(batch, code.fields(), allocator)) {
      for (int start = 0; start < rows; start += SLICE_ROWS) {
        int count = Math.min(SLICE_ROWS, rows - start);
        PipelineRows slice = new PipelineRows(batch, start, count, reused, memo);
        all.add(slice(batch, slice, all.extent()), count);
      }
      return all.finish();
    }
  }

  /**
   * What a slice gives.
   *
   * @param extent of results, or null where either will do
   */
  private PipelineResult slice(Batch batch, PipelineRows slice, @Nullable Extent extent) {
    try (memo;
        PipelineRows rows = slice) {
      if (extent == Extent.ALL_ROWS) {
        rows.stay();
      }
      for (Action action : actions) {
        take(action, rows);
        if (rows.left() == 0) {
          return PipelineResult.NONE;
        }
      }
      boolean all = extent != Extent.KEPT_ROWS && code.fillsRows() && rows.areWhole(batch);
      return all
          ? new PipelineResult(rows.selection(), Extent.ALL_ROWS, columns(rows, Extent.ALL_ROWS))
          : new PipelineResult(rows.selection(), Extent.KEPT_ROWS, columns(rows, Extent.KEPT_ROWS));
    }
  }

  private static void take(Action action, PipelineRows rows) {
    switch (action) {
      case Action.Filter(Conjuncts conjuncts) -> conjuncts.restrict(rows);
      case Action.Remember(Node node, Verb verb) ->
          verb.call(() -> node.evaluate(rows.frame(verb.name()))).close();
    }
  }

  private List<Column> columns(PipelineRows rows, Extent extent) {
    List<Column> columns = new ArrayList<>(results.size());
    try {
      for (Result result : results) {
        columns.add(result.verb().call(() -> column(result, rows, extent)));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private static Column column(Result result, PipelineRows rows, Extent extent) {
    Frame frame = rows.frame(result.verb().name());
    Column column = Results.perRow(frame, result.node().passed(frame));
    return extent == Extent.ALL_ROWS ? column : rows.dense(column);
  }

  @Override
  public void close() {
    memo.close();
    nodes.forEach(Node::close);
    reused.close();
  }
}
