package io.sabot.operators.internal.totals;

import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.generate.Sink;
import io.sabot.operators.internal.group.GroupShape;
import io.sabot.operators.internal.pipeline.PipelineShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop over the input of a pipeline does to give aggregates of its output.
 *
 * @param conditions what the pipeline keeps, in its order
 * @param sinks what is added up, each once
 * @param sinkOf the sink of each aggregate
 */
public record TotalsShape(
    List<BoundExpression> conditions, List<Sink> sinks, List<Integer> sinkOf) {

  /** The shape, or null where an aggregate is none that loops give. */
  static @Nullable TotalsShape of(GroupShape group, @Nullable PipelineShape pipeline) {
    Inlining inlining = new Inlining(pipeline);
    List<BoundExpression> conditions = pipeline == null ? List.of() : steps(pipeline, inlining);
    Binder binder = new Binder("GroupBy", group.input());
    List<Sink> sinks = new ArrayList<>();
    List<Integer> sinkOf = new ArrayList<>();
    for (AggregateCall call : group.calls()) {
      List<Expression> arguments = call.aggregate().arguments();
      Sink sink =
          sink(
              call,
              arguments.isEmpty() ? null : inlining.output(binder.bindValue(arguments.getFirst())));
      if (sink == null || inlining.isTooLarge()) {
        return null;
      }
      if (!sinks.contains(sink)) {
        sinks.add(sink);
      }
      sinkOf.add(sinks.indexOf(sink));
    }
    return new TotalsShape(conditions, List.copyOf(sinks), List.copyOf(sinkOf));
  }

  private static List<BoundExpression> steps(PipelineShape pipeline, Inlining inlining) {
    List<BoundExpression> conditions = new ArrayList<>();
    for (PipelineShape.Step step : pipeline.steps()) {
      conditions.add(
          switch (step) {
            case PipelineShape.Keep keep -> inlining.inner(keep.condition(), pipeline);
            case PipelineShape.Compute compute ->
                computed(
                    inlining.inner(pipeline.definition(compute.ordinal()).expression(), pipeline));
          });
    }
    return conditions;
  }

  /** What is computed at a place of its own, because it can fail there: null or not, rows stay. */
  private static BoundExpression computed(BoundExpression expression) {
    boolean fails = expression.canFail();
    List<BoundExpression> argument = List.of(expression);
    return new BoundCall(
        Function.OR,
        List.of(
            new BoundCall(Function.IS_NULL, argument, Types.BOOL, false, fails),
            new BoundCall(Function.IS_NOT_NULL, argument, Types.BOOL, false, fails)),
        Types.BOOL,
        false,
        fails);
  }

  private static @Nullable Sink sink(AggregateCall call, @Nullable BoundExpression argument) {
    if (argument == null) {
      return call.aggregate().function().equals("count") ? new Sink.Count(null) : null;
    }
    return switch (call.aggregate().function()) {
      case "count" -> new Sink.Count(argument);
      case "sum", "mean" -> new Sink.Sum(argument);
      case "min" -> new Sink.Extreme(argument, Sink.End.LEAST);
      case "max" -> new Sink.Extreme(argument, Sink.End.GREATEST);
      default -> null;
    };
  }
}
