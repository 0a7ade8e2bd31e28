package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.pipeline.PipelineEvaluator;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.pipeline.PipelineShape.Compute;
import io.sabot.operators.internal.pipeline.PipelineShape.Definition;
import io.sabot.operators.internal.pipeline.PipelineShape.Keep;
import io.sabot.operators.internal.pipeline.PipelineShape.Step;
import io.sabot.operators.internal.pipeline.Verb;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What is decided about a pipeline once, whatever the number of its runs: what is shared, which
 * conditions stand side by side, how batches are walked. Immutable.
 */
public final class PipelineCode {
  /** What is done with the rows that are left. */
  sealed interface Task {}

  /** Rows for which all conditions are true go on; several of them in whatever order. */
  record Test(List<Condition> conditions) implements Task {
    Test {
      conditions = List.copyOf(conditions);
    }
  }

  /** A column is computed, for whoever looks at it later. */
  record Remember(Definition definition) implements Task {}

  /** A condition, and what it costs per row. */
  record Condition(BoundExpression expression, int cost, Verb verb) {}

  /** How batches are walked. */
  enum Walk {
    /** In slices: results between the first and the last stay in cache. */
    SLICES,
    /** At once: there is nothing between, or no place where slices could be put together. */
    WHOLE_BATCHES
  }

  private final PipelineShape shape;
  private final Sharing sharing;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Definition> results;
  private final List<Field> fields;
  private final boolean fillsRows;
  private final Walk walk;

  /** Decides. */
  public PipelineCode(PipelineShape shape) {
    this.shape = shape;
    this.results = shape.computedOutputs().stream().map(shape::definition).toList();
    this.fields = results.stream().map(result -> Building.field(result.expression())).toList();
    this.sharing = sharing(shape, results);
    addTasks();
    this.fillsRows = fields.stream().allMatch(field -> FixedAppender.takes(field.getType()));
    boolean sliced = sharing.computed() > 1 && !fields.isEmpty() && fillsRows;
    this.walk = sliced ? Walk.SLICES : Walk.WHOLE_BATCHES;
  }

  private static Sharing sharing(PipelineShape shape, List<Definition> results) {
    Sharing sharing =
        new Sharing(
            shape.width(), shape.definitions().stream().map(Definition::expression).toList());
    for (Step step : shape.steps()) {
      switch (step) {
        case Keep keep -> sharing.use(keep.condition());
        case Compute compute -> sharing.use(compute.ordinal());
      }
    }
    results.forEach(result -> sharing.use(result.expression()));
    return sharing;
  }

  private void addTasks() {
    List<Condition> group = new ArrayList<>();
    boolean movable = false;
    for (Step step : shape.steps()) {
      boolean joins = step instanceof Keep keep && keep.movable();
      if (!joins || !movable) {
        flush(group);
      }
      movable = joins;
      switch (step) {
        case Keep keep ->
            group.add(new Condition(keep.condition(), Cost.of(keep.condition()), keep.verb()));
        case Compute compute -> tasks.add(new Remember(shape.definition(compute.ordinal())));
      }
    }
    flush(group);
  }

  private void flush(List<Condition> group) {
    if (!group.isEmpty()) {
      tasks.add(new Test(group));
      group.clear();
    }
  }

  /** The description. */
  public PipelineShape shape() {
    return shape;
  }

  /** An evaluator for a run; another back end is asked first. */
  public PipelineEvaluator open(RunContext context, Delegate delegate) {
    return new PipelineNodes(this, context.allocator(), delegate);
  }

  Sharing sharing() {
    return sharing;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** The columns of the result that are computed. */
  List<Definition> results() {
    return results;
  }

  /** Their fields, without names. */
  List<Field> fields() {
    return fields;
  }

  /** Whether results may hold rows that do not matter: of fixed width, these harm nobody. */
  boolean fillsRows() {
    return fillsRows;
  }

  Walk walk() {
    return walk;
  }
}
