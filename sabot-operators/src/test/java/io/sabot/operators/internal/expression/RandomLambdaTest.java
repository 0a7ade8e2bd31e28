package io.sabot.operators.internal.expression;

import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.operators.internal.expression.RandomLambdas.RandomLambda;
import io.sabot.operators.internal.user.UserLoops;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand random lambdas over the edges of their types: translated, generated and called give
 * the same bits.
 */
class RandomLambdaTest {
  private static final int LAMBDAS = 1000;
  private static final int ROWS = 200;
  private static final int STEP = 25;

  private static final List<Object> DOUBLES =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          -Double.MIN_NORMAL / 2,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          2147483648.5,
          -9.3e18);
  private static final List<Object> LONGS =
      List.of(0L, 1L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, -(1L << 31) - 1, 1L << 53);
  private static final List<Object> INTS =
      List.of(0, 1, -1, 33, Integer.MAX_VALUE, Integer.MIN_VALUE, 32768, -129, 65535);

  @Test
  void threeWaysToRunGiveTheSameBits(@TempDir Path folder) {
    Seed.next()
        .run(random -> {
          try (RandomLambdas lambdas = RandomLambdas.make(LAMBDAS, random, folder)) {
            int translated = 0;
            for (List<String> shape : RandomLambdas.SHAPES) {
              List<RandomLambda> ofShape =
                  lambdas.all().stream().filter(one -> one.shape().equals(shape)).toList();
              translated += compare(ofShape, edges(shape, random), shape);
            }
            assertThat(translated).as("translated").isGreaterThan(LAMBDAS / 3);
          }
        });
  }

  private static int compare(List<RandomLambda> lambdas, TextTable table, List<String> shape) {
    String[] columns = List.of("a", "b", "c").subList(0, shape.size()).toArray(String[]::new);
    int translated = 0;
    for (int first = 0; first < lambdas.size(); first += STEP) {
      List<RandomLambda> some = lambdas.subList(first, Math.min(first + STEP, lambdas.size()));
      Function<RandomLambda, Expression> looping =
          one -> one.function().notDeterministic().of(columns);
      List<List<@Nullable Object>> called = values(some, looping, table);
      some.forEach(one -> UserLoops.of("test", one.function()).generated());
      List<List<@Nullable Object>> generated = values(some, looping, table);
      List<List<@Nullable Object>> chosen = values(some, one -> one.function().of(columns), table);
      for (int i = 0; i < some.size(); i++) {
        assertThat(generated.get(i))
            .as("generated: " + some.get(i).text())
            .isEqualTo(called.get(i));
        assertThat(chosen.get(i)).as("translated: " + some.get(i).text()).isEqualTo(called.get(i));
        Schema schema = schema(shape);
        boolean loops =
            Binder.bind("test", some.get(i).function().of(columns), schema)
                instanceof BoundUserCall;
        translated += loops ? 0 : 1;
      }
    }
    return translated;
  }

  private static List<List<@Nullable Object>> values(
      List<RandomLambda> lambdas, Function<RandomLambda, Expression> call, TextTable table) {
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < lambdas.size(); i++) {
      expressions.add(call.apply(lambdas.get(i)).as("r" + i));
    }
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot output = new Select(expressions).processBatch(table.root(allocator))) {
      List<List<@Nullable Object>> columns = new ArrayList<>();
      for (int i = 0; i < lambdas.size(); i++) {
        columns.add(Rows.of(output).column("r" + i));
      }
      return columns;
    }
  }

  private static String columns(List<String> shape) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shape.size(); i++) {
      text.append(i == 0 ? "" : ", ").append("abc".charAt(i)).append(':').append(shape.get(i));
    }
    return text.toString();
  }

  private static Schema schema(List<String> shape) {
    return Tables.schema(columns(shape));
  }

  private static List<Object> edges(String type) {
    return switch (type) {
      case "double" -> DOUBLES;
      case "long" -> LONGS;
      default -> INTS;
    };
  }

  /** Every value of one column, every pair of two, many of three; nulls among them. */
  private static TextTable edges(List<String> shape, SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    List<Object> first = edges(shape.getFirst());
    for (Object a : first) {
      if (shape.size() == 1) {
        rows.add(Tables.row(a));
      } else if (shape.size() == 2) {
        edges(shape.get(1)).forEach(b -> rows.add(Tables.row(a, b)));
      }
    }
    while (rows.size() < ROWS) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String type : shape) {
        List<Object> known = edges(type);
        values.add(random.nextInt(20) == 0 ? null : known.get(random.nextInt(known.size())));
      }
      rows.add(new Row(values));
    }
    return table(columns(shape), rows.toArray(Row[]::new));
  }
}
