package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.expression.TimePart;
import io.sabot.operators.Select;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function of times gives what java.time gives. */
@Tag("contract")
class TimeParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 1024, 1025, 4098};

  /** One row: two counts of the type at hand and a number; some are null. */
  private record Input(@Nullable Long v, @Nullable Long w, @Nullable Long n) {}

  /** A function over columns, and what java.time makes of a row. */
  private record Case(
      String name, Expression expression, Function<Input, @Nullable Object> reference) {}

  @Test
  void agreesWithJavaTime() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (String nulls : List.of("none", "all", "random", "runs")) {
              String zone = RandomTimes.ZONES.get(random.nextInt(RandomTimes.ZONES.size()));
              for (ArrowType type : RandomTimes.types(zone)) {
                if (length < 1025 || random.nextInt(6) == 0) {
                  check(random, type, nulls, length);
                }
              }
            }
          }
        });
  }

  private static void check(SplittableRandom random, ArrowType type, String nulls, int length) {
    List<Input> rows = rows(random, type, nulls, length + 3);
    String width = width(type);
    Row[] table = rows.stream().map(r -> Tables.row(r.v, r.w, r.n)).toArray(Row[]::new);
    List<Input> used = rows.subList(3, 3 + length);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            Tables.table("v:" + width + ", w:" + width + ", n:long", table).root(allocator)) {
      for (Case test : cases(type)) {
        List<@Nullable Object> expected = new ArrayList<>();
        used.forEach(input -> expected.add(test.reference.apply(input)));
        List<@Nullable Object> actual = values(test.expression, root.slice(3, length));
        for (int i = 0; i < length && !actual.equals(expected); i++) {
          assertThat(actual.get(i))
              .as("%s of %s, row %d of %d: %s", test.name, type, i, length, used.get(i))
              .isEqualTo(expected.get(i));
        }
      }
    }
  }

  private static String width(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? "int" : "long";
      case ArrowType.Time t -> t.getBitWidth() == 32 ? "int" : "long";
      default -> "long";
    };
  }

  private static List<@Nullable Object> values(Expression expression, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(expression.as("result"))).processBatch(root)) {
      return output == null ? List.of() : new ArrayList<>(Rows.of(output).column("result"));
    }
  }

  private static List<Input> rows(
      SplittableRandom random, ArrowType type, String nulls, int length) {
    RandomTimes times = new RandomTimes(random);
    List<Input> rows = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      boolean isNull =
          switch (nulls) {
            case "none" -> false;
            case "all" -> true;
            case "runs" -> i / 37 % 2 == 1;
            default -> random.nextInt(4) == 0;
          };
      boolean second = nulls.equals("random") ? random.nextInt(4) == 0 : isNull;
      rows.add(
          new Input(
              isNull ? null : times.count(type),
              second ? null : times.count(type),
              second ? null : random.nextLong(-50, 51)));
    }
    return rows;
  }

  private static List<Case> cases(ArrowType type) {
    Expression v = col("v").cast(type);
    List<Case> cases = new ArrayList<>();
    for (TimePart part : TimePart.values()) {
      if (has(type, part)) {
        cases.add(
            new Case(
                part.name(),
                v.extract(part),
                r ->
                    r.v == null
                        ? null
                        : TimeReference.part(TimeReference.temporal(r.v, type), part)));
      }
    }
    return cases;
  }

  private static boolean has(ArrowType type, TimePart part) {
    boolean isClock = part.compareTo(TimePart.HOUR) >= 0;
    return switch (type) {
      case ArrowType.Date t -> !isClock;
      case ArrowType.Time t -> isClock && part != TimePart.EPOCH_SECOND;
      default -> true;
    };
  }
}
