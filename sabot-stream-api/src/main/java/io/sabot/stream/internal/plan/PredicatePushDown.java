package io.sabot.stream.internal.plan;

import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.expression.Expression.Alias;
import io.sabot.expression.Expression.ColumnReference;
import io.sabot.expression.UserFunction;
import io.sabot.plan.Plan;
import io.sabot.source.ScanRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Tells sources which rows filters will drop, so that they need not be read. The filters stay: a
 * source may leave out whatever it can tell from afar, and no more is expected of it.
 *
 * <p>A predicate goes down through filters, and through verbs that only move the columns it looks
 * at and compute nothing that can fail: a row that fails must be read. Predicates are kept in the
 * order in which rows meet them, the one next to the source first.
 */
final class PredicatePushDown {
  private final Map<Plan, Schema> schemas = new IdentityHashMap<>();

  private PredicatePushDown() {}

  static Plan apply(Plan plan) {
    return new PredicatePushDown().push(plan, List.of());
  }

  private Plan push(Plan plan, List<Expression> above) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan, above);
      case Plan.Filter filter -> {
        List<Expression> all = new ArrayList<>();
        all.add(filter.predicate());
        all.addAll(above);
        yield filter.withInput(push(filter.input(), all));
      }
      case Plan.Select select ->
          select.withInput(
              push(
                  select.input(),
                  above.isEmpty() || canFail(select.expressions(), select.input())
                      ? List.of()
                      : through(moved(select.expressions()), above)));
      case Plan.WithColumns with ->
          with.withInput(
              push(
                  with.input(),
                  above.isEmpty() || canFail(with.expressions(), with.input())
                      ? List.of()
                      : past(with, above)));
      default ->
          plan.withInputs(plan.inputs().stream().map(input -> push(input, List.of())).toList());
    };
  }

  private boolean canFail(List<Expression> expressions, Plan input) {
    Binder binder = new Binder("plan", schema(input));
    return expressions.stream().anyMatch(expression -> binder.bind(expression).canFail());
  }

  private Schema schema(Plan plan) {
    Schema known = schemas.get(plan);
    if (known == null) {
      known = Planner.schema(plan, plan.inputs().stream().map(this::schema).toList());
      schemas.put(plan, known);
    }
    return known;
  }

  private static Plan scan(Plan.Scan scan, List<Expression> predicates) {
    if (predicates.isEmpty()) {
      return scan;
    }
    Expression all = predicates.stream().reduce(Expression::and).orElseThrow();
    return new Plan.Scan(scan.source().accept(ScanRequest.predicate(all)).source(), scan.origin());
  }

  /** The columns that a select only moves: their new names, and what they are called below. */
  private static Map<String, String> moved(List<Expression> expressions) {
    Map<String, String> names = new HashMap<>();
    for (Expression expression : expressions) {
      Expression bare =
          expression instanceof Alias(Expression inner, var name) ? inner : expression;
      if (bare instanceof ColumnReference(String below)) {
        names.put(expression.outputName(), below);
      }
    }
    return names;
  }

  /** Stops at the first predicate that looks at a computed column: order is kept. */
  private static List<Expression> through(Map<String, String> moved, List<Expression> predicates) {
    List<Expression> below = new ArrayList<>();
    for (Expression predicate : predicates) {
      if (!moved.keySet().containsAll(predicate.columns())) {
        break;
      }
      below.add(renamed(predicate, moved));
    }
    return below;
  }

  private static List<Expression> past(Plan.WithColumns with, List<Expression> predicates) {
    List<String> computed = with.expressions().stream().map(Expression::outputName).toList();
    return predicates.stream()
        .takeWhile(predicate -> predicate.columns().stream().noneMatch(computed::contains))
        .toList();
  }

  private static Expression renamed(Expression expression, Map<String, String> names) {
    return switch (expression) {
      case ColumnReference(String name) -> new ColumnReference(names.get(name));
      case Expression.Literal literal -> literal;
      case Expression.Call(String function, List<Expression> arguments) ->
          new Expression.Call(
              function, arguments.stream().map(argument -> renamed(argument, names)).toList());
      case Expression.UserCall(UserFunction function, List<Expression> arguments) ->
          new Expression.UserCall(
              function, arguments.stream().map(argument -> renamed(argument, names)).toList());
      case Expression.Cast(Expression argument, var type) ->
          new Expression.Cast(renamed(argument, names), type);
      case Alias(Expression argument, String name) -> new Alias(renamed(argument, names), name);
    };
  }
}
