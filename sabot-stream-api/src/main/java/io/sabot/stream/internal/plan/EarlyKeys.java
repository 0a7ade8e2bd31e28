package io.sabot.stream.internal.plan;

import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.expression.Expression.Alias;
import io.sabot.expression.Expression.ColumnReference;
import io.sabot.expression.SortKey;
import io.sabot.operators.NeededKeys;
import io.sabot.plan.Plan;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.LateFilter;
import io.sabot.source.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Has rows dropped early that a join drops, since it has no such key: below the joins and sorts
 * that would work on them before, and in sources that can tell from afar. Goes down by verbs that
 * only move the key and cannot fail: a row that fails must be read.
 *
 * <p>Where nothing lies between that is dearer than looking a key up, the join alone does it.
 */
final class EarlyKeys {
  private final int number;
  private final Map<Plan, Schema> schemas = new IdentityHashMap<>();
  private boolean checked;
  private boolean told;

  EarlyKeys(int number) {
    this.number = number;
  }

  /** Whether anybody asks for the keys. */
  boolean isPlaced() {
    return checked || told;
  }

  /** The plan of rows that are looked up by these columns. */
  Plan place(Plan plan, List<String> keys) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan, keys);
      case Plan.Filter filter when !canFail(List.of(filter.predicate()), filter.input()) ->
          filter.withInput(place(filter.input(), keys));
      case Plan.WithColumns with
          when !computes(with, keys) && !canFail(with.expressions(), with.input()) ->
          with.withInput(place(with.input(), keys));
      case Plan.Select select when !canFail(select.expressions(), select.input()) ->
          select(select, keys);
      case Plan.Sort sort when !canFail(expressions(sort.keys()), sort.input()) ->
          sort.withInput(check(sort.input(), keys));
      case Plan.Join join
          when !PairConditions.canFail(join, schema(join.left()), schema(join.right())) ->
          join(join, keys);
      default -> plan;
    };
  }

  private Plan scan(Plan.Scan scan, List<String> keys) {
    Source filtered = scan.source().filtered(new LateFilter(number, keys));
    told |= !filtered.equals(scan.source());
    return new Plan.Scan(filtered, scan.origin());
  }

  private static boolean computes(Plan.WithColumns with, List<String> keys) {
    return with.expressions().stream().map(Expression::outputName).anyMatch(keys::contains);
  }

  private Plan select(Plan.Select select, List<String> keys) {
    List<String> below = new ArrayList<>();
    for (String key : keys) {
      for (Expression expression : select.expressions()) {
        if (expression.outputName().equals(key)
            && bare(expression) instanceof ColumnReference(String name)) {
          below.add(name);
        }
      }
    }
    return below.size() < keys.size() ? select : select.withInput(place(select.input(), below));
  }

  private static Expression bare(Expression expression) {
    return expression instanceof Alias(Expression inner, String name) ? inner : expression;
  }

  /** Rows of a side go where they come out only in pairs, or with nothing but themselves. */
  private Plan join(Plan.Join join, List<String> keys) {
    Set<String> left = names(schema(join.left()));
    boolean keepsLeftApart = join.kind() != JoinKind.RIGHT && join.kind() != JoinKind.FULL;
    if (keepsLeftApart && left.containsAll(keys)) {
      return join.withInputs(List.of(check(join.left(), keys), join.right()));
    }
    Set<String> right = names(schema(join.right()));
    right.removeAll(left);
    join.keys().right().forEach(right::remove);
    return join.kind() == JoinKind.INNER && right.containsAll(keys)
        ? join.withInputs(List.of(join.left(), check(join.right(), keys)))
        : join;
  }

  private static Set<String> names(Schema schema) {
    return schema.getFields().stream().map(Field::getName).collect(Collectors.toSet());
  }

  /** Once, as far down as it goes. */
  private Plan check(Plan input, List<String> keys) {
    Plan lower = place(input, keys);
    if (checked) {
      return lower;
    }
    checked = true;
    return new Plan.Apply(List.of(lower), new NeededKeys(number, keys), input.origin());
  }

  private boolean canFail(List<Expression> expressions, Plan input) {
    Binder binder = new Binder("plan", schema(input));
    return expressions.stream().anyMatch(expression -> binder.bind(expression).canFail());
  }

  private static List<Expression> expressions(List<SortKey> keys) {
    return keys.stream().map(SortKey::expression).toList();
  }

  private Schema schema(Plan plan) {
    Schema known = schemas.get(plan);
    if (known == null) {
      known = Planner.schema(plan, plan.inputs().stream().map(this::schema).toList());
      schemas.put(plan, known);
    }
    return known;
  }
}
