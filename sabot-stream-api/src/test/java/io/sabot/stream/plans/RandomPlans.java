package io.sabot.stream.plans;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.desc;

import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.SortKey;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.stream.Stream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Random plans over tables that both engines have. */
final class RandomPlans {
  private static final int MOST_ROWS = 5_000;

  private final SplittableRandom random;
  private final Map<String, Stream> tables;
  private final Duck duck;
  private final RandomExpressions expressions;
  private int names;

  /** Over these tables, the names of which their columns begin with. */
  RandomPlans(SplittableRandom random, Map<String, Stream> tables, Duck duck) {
    this.random = random;
    this.tables = tables;
    this.duck = duck;
    this.expressions = new RandomExpressions(random);
  }

  /** A plan of up to so many steps; all it was made of are in {@code parts}, smaller ones first. */
  Query plan(int steps, List<Query> parts) throws SQLException {
    Query query = table();
    parts.add(query);
    for (int i = random.nextInt(1, steps + 1); i > 0; i--) {
      query = step(query);
      parts.add(query);
    }
    return query;
  }

  private Query table() {
    List<String> known = tables.keySet().stream().sorted().toList();
    String name = known.get(random.nextInt(known.size()));
    return new Query(
        "select * from " + name,
        streams -> streams.get(name),
        tables.get(name).schema().getFields(),
        Set.of(),
        List.of(new Query.Order(name + "id", "asc")),
        true);
  }

  private Query step(Query query) throws SQLException {
    Query unnested = random.nextBoolean() ? unnest(query) : null;
    if (unnested != null) {
      return unnested;
    }
    return switch (random.nextInt(16)) {
      case 0, 1 -> filter(query);
      case 2 -> withColumn(query);
      case 3 -> select(query);
      case 4, 5, 6, 7 -> join(query);
      case 8, 9, 10, 11 -> group(query);
      case 12 -> distinct(query);
      case 13 -> sort(query);
      case 14 -> random.nextBoolean() ? limit(query) : topN(query);
      default -> union(query);
    };
  }

  private Query filter(Query query) {
    RandomExpressions.Both condition = expressions.condition(query, 2);
    return new Query(
        "select * from (%s) where %s".formatted(query.sql(), condition.sql()),
        streams -> query.build().apply(streams).filter(condition.expression()),
        query.columns(),
        query.carried(),
        query.order(),
        query.total());
  }

  private Query withColumn(Query query) {
    RandomExpressions.Both value = expressions.value(query);
    String name = name();
    return then(
        query,
        "select *, %s as %s from (%s)".formatted(value.sql(), name, query.sql()),
        stream -> stream.withColumn(name, value.expression()),
        query.carried(),
        query.order(),
        query.total());
  }

  private Query select(Query query) {
    List<Field> fields = new ArrayList<>(query.columns());
    List<Expression> selected = new ArrayList<>();
    List<String> sql = new ArrayList<>();
    Set<String> carried = new HashSet<>();
    List<Query.Order> order = new ArrayList<>(query.order());
    boolean total = query.total();
    while (!fields.isEmpty()) {
      Field field = fields.remove(random.nextInt(fields.size()));
      String name = field.getName();
      if (!selected.isEmpty() && random.nextInt(4) == 0) {
        int at = order.stream().map(Query.Order::column).toList().indexOf(name);
        if (at >= 0) {
          order = order.subList(0, at);
          total = false;
        }
        continue;
      }
      String to = random.nextInt(4) == 0 ? name() : name;
      selected.add(col(name).as(to));
      sql.add(name + " as " + to);
      if (query.carried().contains(name)) {
        carried.add(to);
      }
      order.replaceAll(part -> part.column().equals(name) ? new Query.Order(to, part.how()) : part);
    }
    return then(
        query,
        "select %s from (%s)".formatted(String.join(", ", sql), query.sql()),
        stream -> stream.select(selected.toArray(Expression[]::new)),
        carried,
        order,
        total);
  }

  /** Only columns that may be keys, so that whole rows can be compared. */
  private Query exact(Query query) {
    if (query.carried().isEmpty()) {
      return query;
    }
    List<String> keys = query.keys().stream().map(Field::getName).toList();
    if (keys.isEmpty()) {
      return table();
    }
    boolean ordered = query.order().stream().allMatch(part -> keys.contains(part.column()));
    return then(
        query,
        "select %s from (%s)".formatted(String.join(", ", keys), query.sql()),
        stream -> stream.select(keys.toArray(String[]::new)),
        Set.of(),
        ordered ? query.order() : List.of(),
        ordered && query.total());
  }

  private Query join(Query left) throws SQLException {
    Query right = branch();
    Set<String> clashing = new HashSet<>(left.names());
    left.names().forEach(name -> clashing.add(name.replace("_right", "")));
    if (right.names().stream().anyMatch(name -> clashing.contains(name + "_right"))) {
      right = renamed(right);
    }
    List<Field> lefts = new ArrayList<>(left.keys());
    List<Field> rights = new ArrayList<>(right.keys());
    List<String> leftKeys = new ArrayList<>();
    List<String> rightKeys = new ArrayList<>();
    int wanted = random.nextBoolean() ? 1 : random.nextInt(1, 7);
    while (leftKeys.size() < wanted && !lefts.isEmpty()) {
      Field one = lefts.remove(random.nextInt(lefts.size()));
      List<Field> fitting = rights.stream().filter(other -> comparable(one, other)).toList();
      if (!fitting.isEmpty()) {
        Field other = fitting.get(random.nextInt(fitting.size()));
        rights.remove(other);
        leftKeys.add(one.getName());
        rightKeys.add(other.getName());
      }
    }
    if (leftKeys.isEmpty()) {
      return left;
    }
    JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
    Query joined = join(left, right, kind, leftKeys, rightKeys);
    return duck.count(joined.sql()) > MOST_ROWS ? left : joined;
  }

  private static boolean comparable(Field one, Field other) {
    Family family = Family.of(one.getType());
    if (family == Family.of(other.getType())) {
      return true;
    }
    return family.isInteger()
        && Family.of(other.getType()).isInteger()
        && !isLongUnsigned(one)
        && !isLongUnsigned(other);
  }

  private static boolean isLongUnsigned(Field field) {
    return field.getType() instanceof ArrowType.Int type
        && !type.getIsSigned()
        && type.getBitWidth() == 64;
  }

  private Query branch() throws SQLException {
    Query query = table();
    for (int i = random.nextInt(3); i > 0; i--) {
      query =
          switch (random.nextInt(5)) {
            case 0 -> filter(query);
            case 1 -> withColumn(query);
            case 2 -> group(query);
            case 3 -> distinct(query);
            default -> select(query);
          };
    }
    return query;
  }

  private Query renamed(Query query) {
    List<Expression> selected = new ArrayList<>();
    List<String> sql = new ArrayList<>();
    Set<String> carried = new HashSet<>();
    for (String name : query.names()) {
      String to = name();
      selected.add(col(name).as(to));
      sql.add(name + " as " + to);
      if (query.carried().contains(name)) {
        carried.add(to);
      }
    }
    return then(
        query,
        "select %s from (%s)".formatted(String.join(", ", sql), query.sql()),
        stream -> stream.select(selected.toArray(Expression[]::new)),
        carried,
        List.of(),
        false);
  }

  private Query join(
      Query left, Query right, JoinKind kind, List<String> leftKeys, List<String> rightKeys) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      conditions.add("l.%s = r.%s".formatted(leftKeys.get(i), rightKeys.get(i)));
    }
    RandomExpressions.Both condition = pairCondition(left, right, leftKeys, rightKeys);
    if (condition != null) {
      conditions.add(condition.sql());
    }
    String on = String.join(" and ", conditions);
    JoinKeys keys = new JoinKeys(leftKeys, rightKeys);
    Set<String> carried = new HashSet<>(left.carried());
    List<Query.Order> order = new ArrayList<>(left.order());
    boolean kept = kind != JoinKind.RIGHT && kind != JoinKind.FULL;
    boolean total = left.total() && kept;
    String sql;
    if (kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
      sql =
          "select * from (%s) l where %s exists (select 1 from (%s) r where %s)"
              .formatted(left.sql(), kind == JoinKind.ANTI ? "not" : "", right.sql(), on);
    } else {
      List<String> outputs = new ArrayList<>();
      for (String name : left.names()) {
        int key = leftKeys.indexOf(name);
        outputs.add(
            key >= 0 && !kept
                ? "coalesce(l.%s, r.%s) as %s".formatted(name, rightKeys.get(key), name)
                : "l." + name);
      }
      for (String name : right.names()) {
        if (!rightKeys.contains(name)) {
          String to = left.names().contains(name) ? name + "_right" : name;
          outputs.add("r." + name + " as " + to);
          if (right.carried().contains(name)) {
            carried.add(to);
          }
        }
      }
      for (Query.Order part : right.order()) {
        String name = part.column();
        if (total && !rightKeys.contains(name)) {
          order.add(
              new Query.Order(left.names().contains(name) ? name + "_right" : name, part.how()));
        } else {
          total &= rightKeys.contains(name);
        }
      }
      total &= right.total();
      sql =
          "select %s from (%s) l %s join (%s) r on %s"
              .formatted(
                  String.join(", ", outputs),
                  left.sql(),
                  kind.name().toLowerCase(Locale.ROOT),
                  right.sql(),
                  on);
    }
    return then(
        sql,
        streams -> {
          Stream one = left.build().apply(streams);
          Stream other = right.build().apply(streams);
          return condition == null
              ? join(one, other, kind, keys)
              : join(one, other, kind, keys, condition.expression());
        },
        carried,
        kept ? order : List.of(),
        total);
  }

  /** A condition on pairs over columns whose names need not say of which side they are, or null. */
  private RandomExpressions.@Nullable Both pairCondition(
      Query left, Query right, List<String> leftKeys, List<String> rightKeys) {
    List<Field> fields = new ArrayList<>(left.columns());
    fields.removeIf(field -> right.names().contains(field.getName()));
    right.columns().stream()
        .filter(field -> !left.names().contains(field.getName()))
        .forEach(fields::add);
    fields.removeIf(
        field -> leftKeys.contains(field.getName()) || rightKeys.contains(field.getName()));
    if (fields.isEmpty() || random.nextInt(3) > 0) {
      return null;
    }
    Set<String> carried = new HashSet<>(left.carried());
    carried.addAll(right.carried());
    return expressions.condition(
        new Query(left.sql(), left.build(), fields, carried, List.of(), false), 2);
  }

  private static Stream join(Stream one, Stream other, JoinKind kind, JoinKeys keys) {
    return switch (kind) {
      case INNER -> one.join(other, keys);
      case LEFT -> one.leftJoin(other, keys);
      case RIGHT -> one.rightJoin(other, keys);
      case FULL -> one.fullJoin(other, keys);
      case SEMI -> one.semiJoin(other, keys);
      case ANTI -> one.antiJoin(other, keys);
    };
  }

  private static Stream join(
      Stream one, Stream other, JoinKind kind, JoinKeys keys, Expression condition) {
    return switch (kind) {
      case INNER -> one.join(other, keys, condition);
      case LEFT -> one.leftJoin(other, keys, condition);
      case RIGHT -> one.rightJoin(other, keys, condition);
      case FULL -> one.fullJoin(other, keys, condition);
      case SEMI -> one.semiJoin(other, keys, condition);
      case ANTI -> one.antiJoin(other, keys, condition);
    };
  }

  private Query group(Query query) {
    List<String> keys = new ArrayList<>();
    List<Field> possible = new ArrayList<>(query.keys());
    for (int i = random.nextInt(7); i > 0 && !possible.isEmpty(); i--) {
      keys.add(possible.remove(random.nextInt(possible.size())).getName());
    }
    RandomAggregates aggregates = new RandomAggregates(random, query, this::name);
    for (int i = random.nextInt(keys.isEmpty() ? 1 : 0, 9); i > 0; i--) {
      aggregates.add();
    }
    List<String> outputs = new ArrayList<>(keys);
    outputs.addAll(aggregates.sql());
    String sql =
        "select %s from (%s)%s"
            .formatted(
                String.join(", ", outputs),
                query.sql(),
                keys.isEmpty() ? "" : " group by " + String.join(", ", keys));
    return then(
        query,
        sql,
        stream -> stream.groupBy(keys.toArray(String[]::new)).aggregate(aggregates.aggregates()),
        aggregates.carried(),
        List.of(),
        false);
  }

  /** A row for each element of a list, of lists that there are; null where there is none. */
  private @Nullable Query unnest(Query query) {
    List<String> lists =
        query.columns().stream()
            .filter(field -> Family.of(field.getType()) == Family.LIST)
            .map(Field::getName)
            .toList();
    if (lists.isEmpty()) {
      return null;
    }
    String list = lists.get(random.nextInt(lists.size()));
    List<String> outputs =
        query.names().stream()
            .map(name -> name.equals(list) ? "unnest(%s) as %1$s".formatted(name) : name)
            .toList();
    Set<String> carried = new HashSet<>(query.carried());
    carried.remove(list);
    return then(
        query,
        "select %s from (%s)".formatted(String.join(", ", outputs), query.sql()),
        stream -> stream.unnest(list),
        carried,
        List.of(),
        false);
  }

  private Query distinct(Query query) {
    Query exact = exact(query);
    if (random.nextBoolean() || !exact.total()) {
      return then(
          exact,
          "select distinct * from (" + exact.sql() + ")",
          stream -> stream.distinct(),
          Set.of(),
          exact.order(),
          exact.total());
    }
    List<String> keys = new ArrayList<>();
    exact.names().stream().filter(name -> random.nextInt(3) == 0).forEach(keys::add);
    if (keys.isEmpty()) {
      keys.add(exact.names().getFirst());
    }
    return then(
        exact,
        "select * from (%s) qualify row_number() over (partition by %s order by %s) = 1"
            .formatted(exact.sql(), String.join(", ", keys), exact.orderText()),
        stream -> stream.distinct(keys.toArray(String[]::new)),
        Set.of(),
        exact.order(),
        true);
  }

  private List<Query.Order> order(Query query, List<SortKey> keys) {
    List<Query.Order> order = new ArrayList<>();
    List<Field> possible = new ArrayList<>(query.keys());
    for (int i = random.nextInt(1, 4); i > 0 && !possible.isEmpty(); i--) {
      Field field = possible.remove(random.nextInt(possible.size()));
      boolean descending = random.nextBoolean();
      boolean nullsFirst = random.nextInt(3) == 0;
      SortKey key = descending ? desc(field.getName()) : asc(field.getName());
      keys.add(nullsFirst ? key.nullsFirst() : key);
      order.add(
          new Query.Order(
              field.getName(),
              (descending ? "desc" : "asc") + (nullsFirst ? " nulls first" : " nulls last")));
    }
    // Sorts are stable: what the keys do not tell apart stays in the order it had.
    order.addAll(query.order());
    return order;
  }

  private Query sort(Query query) {
    if (query.keys().isEmpty()) {
      return query;
    }
    List<SortKey> keys = new ArrayList<>();
    List<Query.Order> order = order(query, keys);
    return then(
        query,
        query.sql(),
        stream -> stream.sort(keys.toArray(SortKey[]::new)),
        query.carried(),
        order,
        query.total());
  }

  private Query limit(Query query) {
    Query total = total(query);
    int rows = random.nextInt(random.nextBoolean() ? 20 : 600);
    return then(
        total,
        "select * from (%s) order by %s limit %d".formatted(total.sql(), total.orderText(), rows),
        stream -> stream.limit(rows),
        total.carried(),
        total.order(),
        true);
  }

  private Query topN(Query query) {
    Query total = total(query);
    int rows = random.nextInt(random.nextBoolean() ? 20 : 600);
    List<SortKey> keys = new ArrayList<>();
    List<Query.Order> order = order(total, keys);
    String text =
        order.stream()
            .map(part -> part.column() + " " + part.how())
            .collect(Collectors.joining(", "));
    return then(
        total,
        "select * from (%s) order by %s limit %d".formatted(total.sql(), text, rows),
        stream -> stream.topN(rows, keys.toArray(SortKey[]::new)),
        total.carried(),
        order,
        true);
  }

  /** The query, or its different rows, in an order that leaves nothing open. */
  private Query total(Query query) {
    if (query.total()) {
      return query;
    }
    Query exact = exact(query);
    if (exact.total()) {
      return exact;
    }
    List<Query.Order> order = new ArrayList<>();
    exact.names().forEach(name -> order.add(new Query.Order(name, "asc nulls last")));
    return then(
        exact,
        "select distinct * from (" + exact.sql() + ")",
        stream -> stream.distinct().sort(exact.names().toArray(String[]::new)),
        Set.of(),
        order,
        true);
  }

  private Query union(Query query) {
    RandomExpressions.Both one = expressions.condition(query, 1);
    RandomExpressions.Both other = expressions.condition(query, 1);
    return then(
        query,
        "select * from (%s) where %s union all select * from (%s) where %s"
            .formatted(query.sql(), one.sql(), query.sql(), other.sql()),
        stream -> stream.filter(one.expression()).union(stream.filter(other.expression())),
        query.carried(),
        List.of(),
        false);
  }

  private String name() {
    return "n" + names++;
  }

  private Query then(
      Query before,
      String sql,
      UnaryOperator<Stream> verb,
      Set<String> carried,
      List<Query.Order> order,
      boolean total) {
    return then(sql, streams -> verb.apply(before.build().apply(streams)), carried, order, total);
  }

  private Query then(
      String sql,
      Function<Map<String, Stream>, Stream> build,
      Set<String> carried,
      List<Query.Order> order,
      boolean total) {
    return new Query(
        sql,
        build,
        build.apply(tables).schema().getFields(),
        Set.copyOf(carried),
        List.copyOf(order),
        total);
  }
}
