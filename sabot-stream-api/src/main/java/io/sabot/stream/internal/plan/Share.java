package io.sabot.stream.internal.plan;

import io.sabot.expression.Expression;
import io.sabot.expression.Expression.Alias;
import io.sabot.expression.Expression.ColumnReference;
import io.sabot.operators.NeededKeys;
import io.sabot.plan.Plan;
import io.sabot.source.Source;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a node of which a run sees a part only, since it shares the partitions of their
 * source with other runs.
 *
 * @param source whose partitions are shared
 * @param names for each column that the source is partitioned by the names under which its values
 *     stand here; none where they do not any more
 * @param lost the verb behind which nobody knows where these columns are, or null
 */
record Share(Source source, List<Set<String>> names, @Nullable String lost) {

  /** The share that a run has of the rows of a node; null where it sees all of them. */
  static @Nullable Share of(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.source().isShared() ? ofSource(scan.source()) : null;
      // Whoever takes some rows takes those that it sees.
      case Plan.Limit limit -> null;
      case Plan.Select select -> projected(of(select.input()), select.expressions());
      case Plan.GroupBy groupBy -> projected(of(groupBy.input()), groupBy.keys());
      case Plan.EmitChanges changes -> projected(of(changes.input()), changes.keys());
      case Plan.WithColumns with -> extended(of(with.input()), with.expressions());
      case Plan.Unnest unnest -> without(of(unnest.input()), Set.of(unnest.column()));
      case Plan.Join join -> of(join.left());
      case Plan.Apply apply when apply.operator() instanceof NeededKeys ->
          of(apply.inputs().getFirst());
      case Plan.Apply apply -> lost(apply, apply.operator().name());
      case Plan.Union union -> lost(union, "union");
      default -> of(plan.inputs().getFirst());
    };
  }

  private static Share ofSource(Source source) {
    Set<String> there = new HashSet<>();
    source.schema().getFields().forEach(field -> there.add(field.getName()));
    return new Share(
        source,
        source.partitionedBy().stream()
            .map(column -> there.contains(column) ? Set.of(column) : Set.<String>of())
            .toList(),
        null);
  }

  private static @Nullable Share lost(Plan node, String verb) {
    return node.inputs().stream()
        .map(Share::of)
        .filter(Objects::nonNull)
        .findFirst()
        .map(share -> new Share(share.source, share.named(old -> Set.of()), verb))
        .orElse(null);
  }

  private List<Set<String>> named(UnaryOperator<Set<String>> change) {
    return names.stream().map(change).map(Set::copyOf).toList();
  }

  private static @Nullable Share changed(@Nullable Share share, UnaryOperator<Set<String>> change) {
    return share == null ? null : new Share(share.source, share.named(change), share.lost);
  }

  /** Only these expressions are left. */
  private static @Nullable Share projected(@Nullable Share share, List<Expression> expressions) {
    return changed(share, old -> moved(old, expressions));
  }

  private static Set<String> moved(Set<String> old, List<Expression> expressions) {
    Set<String> moved = new HashSet<>();
    for (Expression expression : expressions) {
      String column = column(expression);
      if (column != null && old.contains(column)) {
        moved.add(expression.outputName());
      }
    }
    return moved;
  }

  /** These expressions stand beside what was there, or in its place. */
  private static @Nullable Share extended(@Nullable Share share, List<Expression> expressions) {
    return changed(
        share,
        old -> {
          Set<String> kept = new HashSet<>(old);
          expressions.forEach(expression -> kept.remove(expression.outputName()));
          kept.addAll(moved(old, expressions));
          return kept;
        });
  }

  private static @Nullable Share without(@Nullable Share share, Set<String> columns) {
    return changed(
        share,
        old -> {
          Set<String> kept = new HashSet<>(old);
          kept.removeAll(columns);
          return kept;
        });
  }

  /** The column that an expression only moves, or null where it computes. */
  static @Nullable String column(Expression expression) {
    return switch (expression) {
      case ColumnReference(String name) -> name;
      case Alias(Expression argument, String name) -> column(argument);
      default -> null;
    };
  }

  /** Whether rows with equal keys are all in this share: the partitions follow from the keys. */
  boolean isDividedBy(Collection<String> keys) {
    return !names.isEmpty()
        && names.stream().allMatch(there -> there.stream().anyMatch(keys::contains));
  }
}
