package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
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

/** Computes a pipeline with the kernels of this JVM: step by step, over the rows that are left. */
public final class PipelineNodes implements PipelineEvaluator {
  /** What is evaluated, and what happens with it. */
  private sealed interface Action {
    /** Rows for which it is true go on. */
    record Filter(Node node, Verb verb) implements Action {}

    /** It stays in the memo, for whoever looks at it later. */
    record Remember(Node node, Verb verb) implements Action {}
  }

  /** A column of the result. */
  private record Result(Node node, Verb verb) {}

  private final List<Action> actions = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final BufferAllocator allocator;
  private final Memo memo;

  private PipelineNodes(PipelineShape shape, BufferAllocator allocator, Delegate delegate) {
    this.allocator = allocator;
    Sharing sharing = sharing(shape);
    JvmExpressionCompiler compiler = new JvmExpressionCompiler("Pipeline", sharing, delegate);
    this.memo = new Memo(sharing.size());
    try {
      for (Step step : shape.steps()) {
        actions.add(action(shape, step, compiler));
      }
      for (int ordinal : shape.computedOutputs()) {
        Definition definition = shape.definition(ordinal);
        results.add(new Result(node(compiler, definition.expression()), definition.verb()));
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
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

  private Action action(PipelineShape shape, Step step, JvmExpressionCompiler compiler) {
    return switch (step) {
      case Keep keep -> new Action.Filter(node(compiler, keep.condition()), keep.verb());
      case Compute compute ->
          new Action.Remember(
              node(compiler, shape.definition(compute.ordinal()).expression()), compute.verb());
    };
  }

  private Node node(
      JvmExpressionCompiler compiler, io.sabot.expression.BoundExpression expression) {
    Node node = compiler.node(expression, allocator);
    nodes.add(node);
    return node;
  }

  @Override
  public PipelineResult evaluate(Batch batch) {
    try (memo;
        PipelineRows rows = new PipelineRows(batch, allocator, memo)) {
      for (Action action : actions) {
        take(action, rows);
        if (rows.isEmpty()) {
          return PipelineResult.NONE;
        }
        if (rows.isSparse()) {
          rows.compact();
        }
      }
      return new PipelineResult(rows.selection(), columns(rows));
    }
  }

  private static void take(Action action, PipelineRows rows) {
    switch (action) {
      case Action.Filter(Node node, Verb verb) ->
          rows.keep(verb.call(() -> node.evaluate(rows.frame(verb.name()))));
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
  }
}
