package io.sabot.operators.internal.pipeline;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a chain of filters, new columns and selections computes, in terms of the columns of its
 * input. Columns are numbered: first those of the input, behind them one per definition, so that
 * {@code BoundColumn(ordinal)} of a definition, condition or output is a column of the input where
 * {@code ordinal < width()}, and otherwise the value of {@code definition(ordinal)}, which itself
 * looks only at columns of smaller numbers. A definition is computed at most once per row, however
 * many look at it, and not at all where nobody does.
 *
 * <p>Steps are to be taken in order, over the rows that the steps before have left. Definitions
 * that cannot fail and are deterministic have no step: they are computed wherever they are first
 * needed, for the rows left there. The others have one, where the chain wrote them: a row fails if
 * and only if it gets there. Neighbouring {@link Keep}s that are {@link Keep#movable} may change
 * places.
 *
 * @param input the schema of the input
 * @param output the schema of the result
 * @param definitions columns that are computed
 * @param steps what happens to the rows
 * @param outputs the number of the column that stands at each place of the result
 */
public record PipelineShape(
    Schema input,
    Schema output,
    List<Definition> definitions,
    List<Step> steps,
    List<Integer> outputs) {

  public PipelineShape {
    definitions = List.copyOf(definitions);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }

  /** A column that is computed, and by whose wish. */
  public record Definition(BoundExpression expression, Verb verb) {}

  /** What happens to the rows. */
  public sealed interface Step {
    /** Who asked for it. */
    Verb verb();
  }

  /**
   * Only rows for which a condition is true go on; null is not true.
   *
   * @param movable whether it cannot fail and is deterministic
   */
  public record Keep(BoundExpression condition, boolean movable, Verb verb) implements Step {}

  /** The column of this number is computed now, for all rows that are left. */
  public record Compute(int ordinal, Verb verb) implements Step {}

  /** Columns of the input. */
  public int width() {
    return input.getFields().size();
  }

  /** Whether the column of a number is computed. */
  public boolean isComputed(int ordinal) {
    return ordinal >= width();
  }

  /** The definition of a computed column. */
  public Definition definition(int ordinal) {
    return definitions.get(ordinal - width());
  }

  /** All conditions and definitions. */
  public List<BoundExpression> expressions() {
    List<BoundExpression> expressions = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Keep keep) {
        expressions.add(keep.condition());
      }
    }
    definitions.forEach(definition -> expressions.add(definition.expression()));
    return expressions;
  }

  /** Whether rows may be dropped. */
  public boolean filters() {
    return steps.stream().anyMatch(Keep.class::isInstance);
  }

  /** The outputs that are computed, in the order of their places; each number once. */
  public List<Integer> computedOutputs() {
    return outputs.stream().filter(this::isComputed).distinct().toList();
  }

  /** The columns of the input that conditions and computed columns look at, ascending. */
  public List<Integer> reads() {
    Set<Integer> seen = new LinkedHashSet<>();
    for (Step step : steps) {
      switch (step) {
        case Keep keep -> look(keep.condition(), seen);
        case Compute compute -> look(compute.ordinal(), seen);
      }
    }
    computedOutputs().forEach(ordinal -> look(ordinal, seen));
    return seen.stream().filter(ordinal -> !isComputed(ordinal)).sorted().toList();
  }

  private void look(int ordinal, Set<Integer> seen) {
    if (seen.add(ordinal) && isComputed(ordinal)) {
      look(definition(ordinal).expression(), seen);
    }
  }

  private void look(BoundExpression expression, Set<Integer> seen) {
    if (expression instanceof BoundColumn column) {
      look(column.ordinal(), seen);
    }
    expression.arguments().forEach(argument -> look(argument, seen));
  }
}
