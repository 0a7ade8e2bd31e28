package io.sabot.stream;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;

import io.sabot.PlanException;
import io.sabot.expression.Expression;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Random filters, new columns and selections, some of which fail for some rows. */
final class RandomChains {
  private static final String SCHEMA = "i:int, l:long, d:double, s:utf8, b:bool, t:date, x:int";

  private enum Type {
    INTEGER,
    DOUBLE,
    TEXT,
    BOOLEAN,
    OTHER
  }

  private final SplittableRandom random;
  private final int span;
  private Map<String, Type> columns = new LinkedHashMap<>();
  private int names;

  /** Values of more than {@code span} lead to failures more often. */
  RandomChains(SplittableRandom random, int span) {
    this.random = random;
    this.span = span;
  }

  static TextTable table(SplittableRandom random, int rows, int span) {
    Row[] table = new Row[rows];
    for (int i = 0; i < rows; i++) {
      table[i] =
          Tables.row(
              orNull(random, random.nextInt(100) == 0 ? Integer.MAX_VALUE : random.nextInt(span)),
              orNull(random, random.nextLong(-span, span)),
              orNull(random, random.nextInt(9) == 0 ? Double.NaN : random.nextInt(-9, 9) / 4.0),
              orNull(random, random.nextInt(3) == 0 ? "abc".substring(random.nextInt(3)) : "12"),
              orNull(random, random.nextBoolean()),
              orNull(random, "2024-02-2" + random.nextInt(10)),
              random.nextInt(-3, 30));
    }
    return Tables.table(SCHEMA, table);
  }

  private static @Nullable Object orNull(SplittableRandom random, Object value) {
    return random.nextInt(6) == 0 ? null : value;
  }

  /** A chain over a stream of {@link #table}s. */
  Stream chain(Stream stream, int verbs) {
    Stream chain = stream;
    for (int i = 0; i < verbs; ) {
      columns = columns(chain);
      try {
        chain = verb(chain);
        i++;
      } catch (PlanException notTyped) {
        // Another one then: types may not meet.
        continue;
      }
    }
    return chain;
  }

  private static Map<String, Type> columns(Stream stream) {
    Map<String, Type> columns = new LinkedHashMap<>();
    stream
        .schema()
        .getFields()
        .forEach(field ->
            columns.put(
                field.getName(),
                switch (field.getType()) {
                  case ArrowType.Int t -> Type.INTEGER;
                  case ArrowType.FloatingPoint t -> Type.DOUBLE;
                  case ArrowType.Utf8 t -> Type.TEXT;
                  case ArrowType.Bool t -> Type.BOOLEAN;
                  default -> Type.OTHER;
                }));
    return columns;
  }

  private Stream verb(Stream stream) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> stream.filter(condition(3));
      case 2 -> stream.withColumn(name(), value(3));
      case 3 -> stream.map(value(2).as(name()), value(3).as(name()));
      default -> stream.select(selected());
    };
  }

  private String name() {
    List<String> known = List.copyOf(columns.keySet());
    return random.nextInt(3) == 0 ? known.get(random.nextInt(known.size())) : "n" + names++;
  }

  private Expression[] selected() {
    List<Expression> selected = new ArrayList<>();
    for (String column : columns.keySet()) {
      switch (random.nextInt(6)) {
        case 0 -> {}
        case 1 -> selected.add(col(column).as("n" + names++));
        case 2 -> selected.add(value(2).as(column));
        default -> selected.add(col(column));
      }
    }
    if (selected.isEmpty()) {
      selected.add(value(1).as("n" + names++));
    }
    return selected.toArray(Expression[]::new);
  }

  private Expression value(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> text(depth);
      case 1 -> condition(depth);
      default -> number(depth);
    };
  }

  private Expression column(Type type, Expression otherwise) {
    List<String> fitting =
        columns.entrySet().stream()
            .filter(e -> e.getValue() == type)
            .map(Map.Entry::getKey)
            .toList();
    return fitting.isEmpty() ? otherwise : col(fitting.get(random.nextInt(fitting.size())));
  }

  private Expression number(int depth) {
    Expression integer = column(Type.INTEGER, lit(7));
    if (depth == 0) {
      return random.nextInt(3) == 0 ? column(Type.DOUBLE, lit(0.5)) : integer;
    }
    return switch (random.nextInt(11)) {
      case 0 -> lit(random.nextInt(-2, 5));
      case 1 -> number(depth - 1).plus(number(depth - 1));
      case 2 -> number(depth - 1).times(number(depth - 1));
      case 3 -> number(depth - 1).minus(lit(1).plus(random.nextInt(3)));
      case 4 -> integer.intDiv(column(Type.INTEGER, lit(1)));
      case 5 -> integer.rem(random.nextInt(-1, 4));
      case 6 -> when(condition(depth - 1)).then(number(depth - 1)).otherwise(number(depth - 1));
      case 7 -> coalesce(number(depth - 1), number(depth - 1));
      case 8 -> text(depth - 1).length();
      case 9 -> text(depth - 1).tryCast(new ArrowType.Int(32, true));
      default -> random.nextInt(4) == 0 ? text(0).cast(new ArrowType.Int(32, true)) : integer;
    };
  }

  private Expression text(int depth) {
    Expression text = column(Type.TEXT, lit("xy"));
    if (depth == 0) {
      return text;
    }
    return switch (random.nextInt(4)) {
      case 0 -> text.upper();
      case 1 -> concat(text(depth - 1), text(depth - 1));
      case 2 -> when(condition(depth - 1)).then(text(depth - 1)).otherwise("é");
      default -> number(0).cast(ArrowType.Utf8.INSTANCE);
    };
  }

  private Expression condition(int depth) {
    Expression bool = column(Type.BOOLEAN, lit(true));
    if (depth == 0) {
      return random.nextInt(3) == 0 ? bool : column(Type.INTEGER, lit(1)).gt(span / 4);
    }
    return switch (random.nextInt(9)) {
      case 0 -> bool;
      case 1, 2 -> number(depth - 1).gt(number(depth - 1));
      case 3, 4 -> condition(depth - 1).and(condition(depth - 1));
      case 5 -> condition(depth - 1).or(condition(depth - 1));
      case 6 -> condition(depth - 1).not();
      case 7 -> text(depth - 1).eq("12");
      default -> value(depth - 1).isNotNull();
    };
  }
}
