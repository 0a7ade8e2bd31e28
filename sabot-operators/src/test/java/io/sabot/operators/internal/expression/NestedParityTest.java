package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every function of structs, lists and maps gives what a loop over Java's collections gives. */
@Tag("contract")
class NestedParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};
  private static final String[] KINDS = {"list", "large_list", "list_view", "large_list_view"};

  /** One row. */
  private record Input(
      @Nullable List<@Nullable Object> x,
      @Nullable Map<String, @Nullable Object> s,
      @Nullable Map<Object, @Nullable Object> m,
      @Nullable Long i,
      @Nullable Object v) {}

  private record Case(
      String name, Expression expression, Function<Input, @Nullable Object> reference) {}

  @Test
  void agreesWithCollections() {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            for (String nulls : List.of("none", "all", "random", "runs")) {
              check(random, length, nulls);
            }
          }
        });
  }

  private static void check(SplittableRandom random, int length, String nulls) {
    String kind = KINDS[random.nextInt(KINDS.length)];
    String element = random.nextBoolean() ? "int" : "utf8";
    boolean text = element.equals("utf8");
    List<Input> rows = new ArrayList<>();
    for (int i = 0; i < length + 3; i++) {
      rows.add(input(random, nulls, i, text));
    }
    Row[] table = rows.stream().map(r -> Tables.row(r.x, r.s, r.m, r.i, r.v)).toArray(Row[]::new);
    String list = kind + "<" + element + ">";
    String schema =
        "x:%s, s:struct<a:%s,l:%s>, m:map<%s,int>, i:long, v:%s"
            .formatted(list, element, list, element, element);
    List<Input> used = rows.subList(3, length + 3);
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = Tables.table(schema, table).root(allocator)) {
      for (Case test : cases(random, text)) {
        List<@Nullable Object> expected = new ArrayList<>();
        used.forEach(input -> expected.add(test.reference.apply(input)));
        assertThat(values(test.expression, root.slice(3, length)))
            .as(test.name + " over " + schema + ", " + length + " rows, nulls " + nulls)
            .isEqualTo(expected);
      }
    }
  }

  private static List<@Nullable Object> values(Expression expression, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(expression.as("result"))).processBatch(root)) {
      return output == null ? List.of() : new ArrayList<>(Rows.of(output).column("result"));
    }
  }

  private static List<Case> cases(SplittableRandom random, boolean text) {
    long at = random.nextLong(-4, 5);
    Object constant = value(random, text);
    return List.of(
        new Case("field", col("s").field("a"), r -> r.s == null ? null : r.s.get("a")),
        new Case("field of lists", col("s").field("l"), NestedParityTest::inner),
        new Case("size", col("x").size(), r -> r.x == null ? null : (long) r.x.size()),
        new Case("size of maps", col("m").size(), r -> r.m == null ? null : (long) r.m.size()),
        new Case("element", col("x").element(at), r -> element(r.x, at)),
        new Case("element of row", col("x").element(col("i")), r -> element(r.x, r.i)),
        new Case(
            "element of a field",
            col("s").field("l").element(col("i")),
            r -> element(inner(r), r.i)),
        new Case("contains", col("x").containsElement(constant), r -> contains(r.x, constant)),
        new Case("contains of row", col("x").containsElement(col("v")), r -> contains(r.x, r.v)),
        new Case("position", col("x").elementPosition(constant), r -> position(r.x, constant)),
        new Case("position of row", col("x").elementPosition(col("v")), r -> position(r.x, r.v)),
        new Case("map value", col("m").mapValue(constant), r -> mapped(r.m, constant)),
        new Case("map value of row", col("m").mapValue(col("v")), r -> mapped(r.m, r.v)));
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<@Nullable Object> inner(Input input) {
    return input.s == null ? null : (List<@Nullable Object>) input.s.get("l");
  }

  private static @Nullable Object element(
      @Nullable List<@Nullable Object> list, @Nullable Long index) {
    if (list == null || index == null) {
      return null;
    }
    long place = index < 0 ? list.size() + index : index - 1;
    return index == 0 || place < 0 || place >= list.size() ? null : list.get((int) place);
  }

  private static @Nullable Object contains(
      @Nullable List<@Nullable Object> list, @Nullable Object value) {
    if (list == null || value == null) {
      return null;
    }
    return list.contains(value) ? Boolean.TRUE : list.contains(null) ? null : Boolean.FALSE;
  }

  private static @Nullable Object position(
      @Nullable List<@Nullable Object> list, @Nullable Object value) {
    return list == null || value == null ? null : list.indexOf(value) + 1L;
  }

  private static @Nullable Object mapped(
      @Nullable Map<Object, @Nullable Object> map, @Nullable Object key) {
    return map == null || key == null ? null : map.get(key);
  }

  private static Input input(SplittableRandom random, String nulls, int row, boolean text) {
    boolean isNull =
        switch (nulls) {
          case "none" -> false;
          case "all" -> true;
          case "runs" -> row / 37 % 2 == 1;
          default -> random.nextInt(4) == 0;
        };
    boolean other = nulls.equals("random") ? random.nextInt(4) == 0 : isNull;
    Map<String, @Nullable Object> struct = new HashMap<>();
    struct.put("a", other ? null : value(random, text));
    struct.put("l", other ? null : list(random, nulls, text));
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(value(random, text), other ? null : random.nextLong(9));
    }
    return new Input(
        isNull ? null : list(random, nulls, text),
        isNull ? null : struct,
        isNull ? null : map,
        other ? null : random.nextLong(-4, 5),
        other ? null : value(random, text));
  }

  private static List<@Nullable Object> list(SplittableRandom random, String nulls, boolean text) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(!nulls.equals("none") && random.nextInt(4) == 0 ? null : value(random, text));
    }
    return list;
  }

  private static Object value(SplittableRandom random, boolean text) {
    int value = random.nextInt(6);
    return text
        ? (Object) "é longer than a view ".repeat(value % 3).concat("x" + value)
        : (long) value;
  }
}
