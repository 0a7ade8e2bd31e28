package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.BoundExpression;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.pipeline.PipelineEvaluator;
import io.sabot.operators.internal.pipeline.PipelineResult;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.pipeline.PipelineShape.Compute;
import io.sabot.operators.internal.pipeline.PipelineShape.Definition;
import io.sabot.operators.internal.pipeline.PipelineShape.Keep;
import io.sabot.operators.internal.pipeline.PipelineShape.Step;
import io.sabot.operators.internal.pipeline.Verb;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Computes a pipeline with the kernels of this JVM: step by step, over the rows that are left. */
public final class PipelineNodes implements PipelineEvaluator {
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

  private final List<Action> actions = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final BufferAllocator allocator;
  private final Memo memo;
  private final Scratch fresh;
  private final Scratch reused;
  private final boolean slices;

  private PipelineNodes(PipelineShape shape, BufferAllocator allocator, Delegate delegate) {
    this.allocator = allocator;
    this.fresh = Scratch.fresh(allocator);
    this.reused = Scratch.reused(allocator);
    Sharing sharing = sharing(shape);
    JvmExpressionCompiler compiler = new JvmExpressionCompiler("Pipeline", sharing, delegate);
    this.memo = new Memo(sharing.size());
    try {
      List<Conjuncts.Condition> group = new ArrayList<>();
      boolean movable = false;
      for (Step step : shape.steps()) {
        boolean joins = step instanceof Keep keep && keep.movable();
        if (!joins || !movable) {
          flush(group);
        }
        movable = joins;
        add(shape, step, group, compiler);
      }
      flush(group);
      for (int ordinal : shape.computedOutputs()) {
        Definition definition = shape.definition(ordinal);
        results.add(new Result(node(compiler, definition.expression()), definition.verb()));
        fields.add(Building.field(definition.expression()));
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
    // A result that nothing else is made of, or is gathered from, needs no slices: they cost a
    // copy.
    this.slices =
        sharing.computed() > 1
            && !fields.isEmpty()
            && fields.stream().allMatch(field -> FixedAppender.takes(field.getType()));
  }

  /** An evaluator for a run; another back end is asked first. */
  public static PipelineEvaluator of(PipelineShape shape, RunContext context, Delegate delegate) {
    return new PipelineNodes(shape, context.allocator(), delegate);
  }

  private static Sharing sharing(PipelineShape shape) {
    Sharing sharing =
        new Sharing(
            shape.width(), shape.definitions().stream().map(Definition::expression).toList());
    for (Step step : shape.steps()) {
      switch (step) {
        case Keep keep -> sharing.use(keep.condition());
        case Compute compute -> sharing.use(compute.ordinal());
      }
    }
    shape.computedOutputs().forEach(ordinal -> sharing.use(shape.definition(ordinal).expression()));
    return sharing;
  }

  private void add(
      PipelineShape shape,
      Step step,
      List<Conjuncts.Condition> group,
      JvmExpressionCompiler compiler) {
    switch (step) {
      case Keep keep ->
          group.add(
              new Conjuncts.Condition(
                  node(compiler, keep.condition()), Cost.of(keep.condition()), keep.verb()));
      case Compute compute ->
          actions.add(
              new Action.Remember(
                  node(compiler, shape.definition(compute.ordinal()).expression()),
                  compute.verb()));
    }
  }

  private void flush(List<Conjuncts.Condition> group) {
    if (!group.isEmpty()) {
      actions.add(new Action.Filter(new Conjuncts(group)));
      group.clear();
    }
  }

  private Node node(JvmExpressionCompiler compiler, BoundExpression expression) {
    Node node = compiler.node(expression, allocator);
    nodes.add(node);
    return node;
  }

  @Override
  public PipelineResult evaluate(Batch batch) {
    int rows = batch.rowCount();
    if (rows <= 2 * SLICE_ROWS || !slices) {
      return slice(batch, 0, rows, fresh);
    }
    try (Slices all = new Slices(batch, fields, allocator)) {
      for (int start = 0; start < rows; start += SLICE_ROWS) {
        int count = Math.min(SLICE_ROWS, rows - start);
        all.add(slice(batch, start, count, reused), count);
      }
      return all.finish();
    }
  }

  private PipelineResult slice(Batch batch, int start, int count, Scratch scratch) {
    try (memo;
        PipelineRows rows = new PipelineRows(batch, start, count, scratch, memo)) {
      for (Action action : actions) {
        take(action, rows);
        if (rows.left() == 0) {
          return PipelineResult.NONE;
        }
      }
      return new PipelineResult(rows.selection(), columns(rows));
    }
  }

  private static void take(Action action, PipelineRows rows) {
    switch (action) {
      case Action.Filter(Conjuncts conjuncts) -> conjuncts.restrict(rows);
      case Action.Remember(Node node, Verb verb) ->
          verb.call(() -> node.evaluate(rows.frame(verb.name()))).close();
    }
  }

  private List<Column> columns(PipelineRows rows) {
    List<Column> columns = new ArrayList<>(results.size());
    try {
      for (Result result : results) {
        columns.add(result.verb().call(() -> column(result, rows)));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private static Column column(Result result, PipelineRows rows) {
    Frame frame = rows.frame(result.verb().name());
    return rows.dense(Results.perRow(frame, result.node().passed(frame)));
  }

  @Override
  public void close() {
    memo.close();
    nodes.forEach(Node::close);
    reused.close();
  }
}
