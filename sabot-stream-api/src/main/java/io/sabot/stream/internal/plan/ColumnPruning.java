package io.sabot.stream.internal.plan;

import io.sabot.Expressions;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.SortKey;
import io.sabot.plan.Plan;
import io.sabot.source.Accepted;
import io.sabot.source.ScanRequest;
import io.sabot.state.StateGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Walks from the result to the sources with the set of columns that somebody needs, and asks each
 * source for no others, or drops the others right behind it. Nodes that look at whole rows
 * (functions, distinct rows, unions, joins) need all columns of their inputs unless their own
 * output says otherwise.
 */
final class ColumnPruning {
  private ColumnPruning() {}

  static Plan apply(Plan plan) {
    return prune(plan, Optional.empty());
  }

  /** {@code needed} empty: every column. */
  private static Plan prune(Plan plan, Optional<Set<String>> needed) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan, needed);
      case Plan.Filter filter -> unary(filter, with(needed, filter.predicate().columns()));
      case Plan.WithColumns columns -> unary(columns, withColumns(columns, needed));
      case Plan.Select select -> unary(select, of(columns(select.expressions())));
      case Plan.GroupBy groupBy -> groupBy(groupBy, groupBy.keys(), groupBy.aggregates());
      case Plan.EmitChanges changes -> groupBy(changes, changes.keys(), changes.aggregates());
      case Plan.Sort sort -> unary(sort, with(needed, sortColumns(sort.keys())));
      case Plan.TopN topN -> unary(topN, with(needed, sortColumns(topN.keys())));
      case Plan.Limit limit -> unary(limit, needed);
      case Plan.Unnest unnest -> unary(unnest, with(needed, List.of(unnest.column())));
      case Plan.Join join
          when join.kind() == Plan.JoinKind.SEMI || join.kind() == Plan.JoinKind.ANTI ->
          join(join, needed, of(List.of()));
      case Plan.Join join -> join(join, needed, needed);
      case Plan.Exchange exchange -> unary(exchange, Optional.empty());
      case Plan.Apply apply -> all(apply);
      case Plan.Union union -> all(union);
      case Plan.Distinct distinct -> all(distinct);
    };
  }

  private static Plan unary(Plan.Unary node, Optional<Set<String>> needed) {
    return node.withInput(prune(node.input(), needed));
  }

  /**
   * A column that only the filter before a grouping looks at ends there: rows that are kept are not
   * copied for it. A grouping of nothing but counts needs no column at all.
   */
  private static Plan groupBy(Plan.Unary node, List<Expression> keys, List<Aggregate> aggregates) {
    List<String> columns = groupByColumns(keys, aggregates);
    if (node instanceof Plan.EmitChanges
        && StateGroups.ordinal(Planner.schemaOf(node.input())) >= 0) {
      columns.add(StateGroups.COLUMN);
    }
    Plan input = prune(node.input(), of(columns));
    boolean drops =
        input instanceof Plan.Filter filter
            && !columns.containsAll(filter.predicate().columns())
            && !(columns.isEmpty() && !keys.isEmpty());
    return node.withInput(
        drops ? selected(input, List.copyOf(new LinkedHashSet<>(columns))) : input);
  }

  private static Plan all(Plan node) {
    return node.withInputs(
        node.inputs().stream().map(input -> prune(input, Optional.empty())).toList());
  }

  /**
   * Each side of a join needs its keys, what the condition looks at, and whatever of its own is
   * needed above. A needed name may carry the suffix of a clash, and a clash must stay one, so both
   * sides keep both spellings.
   */
  private static Plan join(
      Plan.Join join, Optional<Set<String>> leftNeeded, Optional<Set<String>> rightNeeded) {
    List<String> looksAt = join.condition() == null ? List.of() : join.condition().columns();
    return join.withInputs(
        List.of(
            prune(join.left(), with(spelled(with(leftNeeded, looksAt)), join.keys().left())),
            prune(join.right(), with(spelled(with(rightNeeded, looksAt)), join.keys().right()))));
  }

  private static Optional<Set<String>> spelled(Optional<Set<String>> needed) {
    return needed.map(names -> {
      Set<String> both = new LinkedHashSet<>(names);
      for (String name : names) {
        if (name.endsWith("_right")) {
          both.add(name.substring(0, name.length() - "_right".length()));
        }
      }
      return both;
    });
  }

  private static Plan scan(Plan.Scan scan, Optional<Set<String>> needed) {
    List<String> all = scan.source().schema().getFields().stream().map(Field::getName).toList();
    if (needed.isEmpty() || needed.get().containsAll(all)) {
      return scan;
    }
    List<String> wanted = all.stream().filter(needed.get()::contains).toList();
    if (wanted.isEmpty()) {
      // Rows are counted, nothing is read; but a batch without columns is more than sources
      // promise.
      wanted = all.subList(0, 1);
    }
    Accepted accepted = scan.source().accept(ScanRequest.columns(wanted));
    return accepted.columnsTaken()
        ? new Plan.Scan(accepted.source(), scan.origin())
        : selected(scan, wanted);
  }

  /**
   * A source that gives all columns all the same: the others are dropped before anything copies
   * them.
   */
  private static Plan selected(Plan input, List<String> wanted) {
    List<Expression> columns = wanted.stream().map(Expressions::col).toList();
    return new Plan.Select(input, columns, input.origin());
  }

  private static Optional<Set<String>> withColumns(
      Plan.WithColumns node, Optional<Set<String>> needed) {
    if (needed.isEmpty()) {
      return needed;
    }
    Set<String> names = new LinkedHashSet<>(needed.get());
    node.expressions().forEach(expression -> names.remove(expression.outputName()));
    names.addAll(columns(node.expressions()));
    return Optional.of(names);
  }

  private static Optional<Set<String>> with(Optional<Set<String>> needed, Collection<String> more) {
    return needed.map(names -> {
      Set<String> joined = new LinkedHashSet<>(names);
      joined.addAll(more);
      return joined;
    });
  }

  private static Optional<Set<String>> of(Collection<String> names) {
    return Optional.of(new LinkedHashSet<>(names));
  }

  private static List<String> columns(List<Expression> expressions) {
    return expressions.stream().flatMap(expression -> expression.columns().stream()).toList();
  }

  private static List<String> groupByColumns(List<Expression> keys, List<Aggregate> aggregates) {
    List<String> names = new ArrayList<>(columns(keys));
    for (Aggregate aggregate : aggregates) {
      names.addAll(columns(aggregate.arguments()));
    }
    return names;
  }

  private static List<String> sortColumns(List<SortKey> keys) {
    return columns(keys.stream().map(SortKey::expression).toList());
  }
}
