package io.sabot.stream.plans;

import static io.sabot.Expressions.boolAnd;
import static io.sabot.Expressions.boolOr;
import static io.sabot.Expressions.bottomK;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.correlation;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.covariance;
import static io.sabot.Expressions.covariancePopulation;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.quantile;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.stddevPopulation;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static io.sabot.Expressions.variance;
import static io.sabot.Expressions.variancePopulation;

import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;

/** Aggregates over the columns of a query, in both languages. */
final class RandomAggregates {
  private final SplittableRandom random;
  private final Query query;
  private final Supplier<String> names;
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final List<String> sql = new ArrayList<>();
  private final Set<String> carried = new HashSet<>();

  RandomAggregates(SplittableRandom random, Query query, Supplier<String> names) {
    this.random = random;
    this.query = query;
    this.names = names;
  }

  Aggregate[] aggregates() {
    return aggregates.toArray(Aggregate[]::new);
  }

  List<String> sql() {
    return sql;
  }

  /** Those that may differ in their last bits, or have no order. */
  Set<String> carried() {
    return carried;
  }

  /** One more. */
  void add() {
    List<Field> keys = query.keys();
    if (keys.isEmpty() || random.nextInt(8) == 0) {
      exact(count(), "count(*)");
      return;
    }
    Field field = keys.get(random.nextInt(keys.size()));
    Family family = Family.of(field.getType());
    String name = field.getName();
    switch (random.nextInt(family.isNumber() ? 8 : 5)) {
      case 0 -> exact(count(name), "count(" + name + ")");
      case 1 -> exact(countDistinct(name), "count(distinct " + name + ")");
      case 2, 3 -> smallestOrBool(name, family);
      case 4 -> firstOrLast(name);
      case 5 -> sums(name, family);
      case 6 -> moments(name, family);
      default -> ranks(name, family);
    }
  }

  private void smallestOrBool(String name, Family family) {
    if (family == Family.BOOLEAN && random.nextBoolean()) {
      if (random.nextBoolean()) {
        exact(boolAnd(name), "bool_and(" + name + ")");
      } else {
        exact(boolOr(name), "bool_or(" + name + ")");
      }
    } else if (random.nextBoolean()) {
      exact(min(name), "min(" + name + ")");
    } else {
      exact(max(name), "max(" + name + ")");
    }
  }

  private void firstOrLast(String name) {
    if (!query.total()) {
      exact(count(name), "count(" + name + ")");
    } else if (random.nextBoolean()) {
      exact(
          first(name),
          "first(%s order by %s) filter (where %s is not null)"
              .formatted(name, query.orderText(), name));
    } else {
      exact(
          last(name),
          "last(%s order by %s) filter (where %s is not null)"
              .formatted(name, query.orderText(), name));
    }
  }

  private void sums(String name, Family family) {
    if (random.nextInt(3) == 0) {
      near(mean(name), (family == Family.FLOAT ? "favg(" : "avg(") + name + ")");
    } else if (family.isInteger()) {
      exact(sum(name), "sum(" + name + ")::bigint");
    } else {
      exact(sum(name), "sum(" + name + ")");
    }
  }

  /** DuckDB refuses moments of NaN. */
  private static Expression finite(String name, Family family) {
    return family == Family.FLOAT ? col(name).nullIf(Double.NaN) : col(name);
  }

  private static String finiteSql(String name, Family family) {
    return family == Family.FLOAT
        ? "nullif(%s::double, 'nan'::double)".formatted(name)
        : name + "::double";
  }

  private void moments(String name, Family family) {
    Expression one = finite(name, family);
    String text = finiteSql(name, family);
    List<Field> numbers =
        query.keys().stream().filter(field -> Family.of(field.getType()).isNumber()).toList();
    Field second = numbers.get(random.nextInt(numbers.size()));
    Expression other = finite(second.getName(), Family.of(second.getType()));
    String both = text + ", " + finiteSql(second.getName(), Family.of(second.getType()));
    switch (random.nextInt(7)) {
      case 0 -> near(variance(one), "var_samp(" + text + ")");
      case 1 -> near(variancePopulation(one), "var_pop(" + text + ")");
      case 2 -> near(stddev(one), "stddev_samp(" + text + ")");
      case 3 -> near(stddevPopulation(one), "stddev_pop(" + text + ")");
      case 4 -> near(covariance(one, other), "covar_samp(" + both + ")");
      case 5 -> near(covariancePopulation(one, other), "covar_pop(" + both + ")");
      default -> near(correlation(one, other), "nullif(corr(" + both + "), 'nan'::double)");
    }
  }

  private void ranks(String name, Family family) {
    if (family == Family.DECIMAL || random.nextBoolean()) {
      if (random.nextBoolean()) {
        near(median(name), "median(" + name + "::double)");
      } else {
        double fraction = random.nextInt(101) / 100.0;
        near(quantile(name, fraction), "quantile_cont(%s::double, %s)".formatted(name, fraction));
      }
      return;
    }
    int count = random.nextInt(1, 12);
    if (random.nextBoolean()) {
      near(topK(name, count), "max(%s, %d)".formatted(name, count));
    } else {
      near(bottomK(name, count), "min(%s, %d)".formatted(name, count));
    }
  }

  private void exact(Aggregate aggregate, String text) {
    String name = names.get();
    aggregates.add(aggregate.as(name));
    sql.add(text + " as " + name);
  }

  private void near(Aggregate aggregate, String text) {
    exact(aggregate, text);
    carried.add(aggregates.getLast().name());
  }
}
