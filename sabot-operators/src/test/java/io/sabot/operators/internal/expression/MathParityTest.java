package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunException;
import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function of numbers gives what plain Java gives row by row, for each type. */
@Tag("contract")
class MathParityTest {
  private static final List<Integer> LENGTHS = List.of(0, 1, 7, 8, 13, 31, 63, 64, 65, 4098);
  private static final List<String> NULLS = List.of("none", "all", "random", "runs");

  /** An expression over columns a and b beside plain Java. */
  record Case(Expression expression, MathReference.Answer answer) {}

  @Test
  void agreesWithJava() {
    Seed.next()
        .run(random -> {
          for (MathReference.NumberType type : MathReference.TYPES) {
            for (int length : Share.of(LENGTHS, random)) {
              String nulls = NULLS.get(random.nextInt(NULLS.size()));
              check(type, rows(random, type, length + 3, nulls), length, random);
            }
          }
        });
  }

  private static void check(
      MathReference.NumberType type, List<Row> rows, int length, SplittableRandom random) {
    int start = random.nextInt(4);
    List<Row> used = rows.subList(start, start + length);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root =
            Tables.table("a:" + type.name() + ", b:" + type.name(), rows.toArray(Row[]::new))
                .root(allocator)) {
      for (Case test : MathReference.cases(type, col("a"), col("b"))) {
        check(test, type, used, root.slice(start, length));
      }
    }
  }

  private static void check(
      Case test, MathReference.NumberType type, List<Row> rows, VectorSchemaRoot root) {
    List<@Nullable Object> expected = new ArrayList<>();
    try {
      for (Row row : rows) {
        expected.add(test.answer.of(row.get(0), row.get(1)));
      }
    } catch (ArithmeticException failure) {
      assertThatThrownBy(() -> values(test.expression, root))
          .as(test.expression + " of " + type.name())
          .isInstanceOf(RunException.class);
      return;
    }
    assertThat(values(test.expression, root))
        .as(test.expression + " of " + type.name() + ", " + rows.size() + " rows")
        .isEqualTo(expected);
  }

  private static List<@Nullable Object> values(Expression expression, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(expression.as("result"))).processBatch(root)) {
      return output == null ? List.of() : new ArrayList<>(Rows.of(output).column("result"));
    }
  }

  private static List<Row> rows(
      SplittableRandom random, MathReference.NumberType type, int length, String nulls) {
    List<Row> rows = new ArrayList<>();
    boolean edges = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      Object a = isNull(random, nulls, i) ? null : type.value(random, edges);
      Object b = isNull(random, nulls, i + 11) ? null : type.value(random, edges);
      rows.add(new Row(Arrays.asList(a, b)));
    }
    return rows;
  }

  private static boolean isNull(SplittableRandom random, String nulls, int row) {
    return switch (nulls) {
      case "none" -> false;
      case "all" -> true;
      case "runs" -> row / 37 % 2 == 1;
      default -> random.nextInt(4) == 0;
    };
  }
}
