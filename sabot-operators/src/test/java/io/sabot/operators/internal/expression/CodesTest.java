package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.concatWs;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expressions over dictionary-encoded columns give what they give over decoded ones. */
@Tag("contract")
class CodesTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};
  private static final String[] INDICES = {"int8", "uint8", "int16", "uint16", "int32", "int64"};
  private static final ArrowType UTF8 = ArrowType.Utf8.INSTANCE;

  /** Expressions of {@code s}, a text that is a number or none, and {@code o}, plain numbers. */
  private static final List<Expression> EXPRESSIONS =
      List.of(
          col("s"),
          col("s").eq("7"),
          col("s").ge("5").and(col("s").ne("6")).or(col("s").isNull()),
          col("s").isIn("1", "2", "x"),
          col("s").isIn("1", "2", null),
          col("s").like("%1%").not(),
          col("s").regexpMatches("^[0-9]+$"),
          col("s").isNull(),
          col("s").isNotNull(),
          col("s").length(),
          col("s").upper(),
          concat(col("s").substring(1, 1), "!"),
          col("s").regexpExtract("[0-4]"),
          col("s").tryCast(Types.INT64),
          col("s").tryCast(Types.FLOAT64).times(2.5),
          col("s").tryCast(Types.decimal(10, 2)),
          coalesce(col("s"), "none"),
          coalesce(col("s").tryCast(Types.INT32), 0),
          concatWs("-", col("s"), "z"),
          when(col("s").isNull()).then("null").otherwise(col("s")),
          when(col("s").like("%")).then(1).otherwise(2),
          col("s").split("1"),
          col("s").upper().eq("X").and(col("o").gt(2)),
          concat(col("s").upper(), col("o").cast(UTF8)),
          col("s").tryCast(Types.INT64).plus(col("o")),
          when(col("o").gt(3)).then(col("s").lower()).end());

  private static RunContext context(BufferAllocator allocator) {
    return new RunContext(
        RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Codes", 1);
  }

  /** A batch of {@code s}, encoded as said, and {@code o}. */
  private static Batch batch(
      String index,
      List<@Nullable String> dictionary,
      List<@Nullable Long> codes,
      List<Long> others,
      TestAllocator allocator) {
    Row[] values = dictionary.stream().map(Tables::row).toArray(Row[]::new);
    Row[] rows = new Row[codes.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(codes.get(i), others.get(i));
    }
    try (Batch texts = table("s:utf8", values).batch(allocator);
        Batch numbers = table("s:" + index + ", o:long", rows).batch(allocator)) {
      Column encoded =
          Column.encoded(
              texts.schema().getFields().getFirst(),
              numbers.column(0).share(),
              texts.column(0).share());
      List<Column> columns = List.of(encoded, numbers.column(1).share());
      return Batch.of(schema(), columns, rows.length);
    }
  }

  private static Schema schema() {
    return Tables.schema("s:utf8, o:long");
  }

  private static List<BoundExpression> bound(List<Expression> expressions) {
    Binder binder = new Binder("Codes", schema());
    return expressions.stream().map(binder::bind).toList();
  }

  /** The results as a batch of columns c0, c1, …. */
  private static Batch evaluate(List<Expression> expressions, Batch batch, TestAllocator memory) {
    List<BoundExpression> bound = bound(expressions);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      BoundExpression each = bound.get(i);
      fields.add(new Field("c" + i, FieldType.nullable(each.type()), each.children()));
    }
    try (Evaluator evaluator =
        new JvmExpressionCompiler().compile("Codes", bound, schema(), context(memory))) {
      return Batch.of(new Schema(fields), evaluator.evaluate(batch), batch.length());
    }
  }

  private static List<Integer> kept(Expression predicate, Batch batch, TestAllocator memory) {
    List<BoundExpression> bound = List.of(Binder.bindPredicate("Codes", predicate, schema()));
    try (Evaluator evaluator =
        new JvmExpressionCompiler().compile("Codes", bound, schema(), context(memory))) {
      Selection selection = evaluator.filter(batch);
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < selection.count(batch.length()); i++) {
        rows.add(selection.row(i));
      }
      return rows;
    }
  }

  @Test
  void agreesWithDecodedColumns() {
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
    String index = INDICES[random.nextInt(INDICES.length)];
    int size = 1 + random.nextInt(random.nextBoolean() ? 5 : 100);
    List<@Nullable String> dictionary = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      dictionary.add(random.nextInt(8) == 0 ? null : text(random));
    }
    List<@Nullable Long> codes = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < length + 3; i++) {
      boolean isNull =
          switch (nulls) {
            case "none" -> false;
            case "all" -> true;
            case "runs" -> i / 37 % 2 == 1;
            default -> random.nextInt(4) == 0;
          };
      codes.add(isNull ? null : (Long) (long) random.nextInt(size));
      others.add((long) random.nextInt(7));
    }
    try (TestAllocator memory = new TestAllocator();
        Batch whole = batch(index, dictionary, codes, others, memory);
        Batch encoded = whole.slice(3, length, memory);
        Batch decoded = encoded.share().flat(memory);
        Batch actual = evaluate(EXPRESSIONS, encoded, memory);
        Batch expected = evaluate(EXPRESSIONS, decoded, memory)) {
      Rows from = Rows.of(expected, memory);
      Rows to = Rows.of(actual, memory);
      for (int i = 0; i < EXPRESSIONS.size(); i++) {
        assertThat(to.column("c" + i))
            .as(EXPRESSIONS.get(i) + " on " + index + " into " + size + ", " + length + " rows")
            .isEqualTo(from.column("c" + i));
      }
      for (Expression expression : EXPRESSIONS) {
        if (Binder.bind("t", expression, schema()).type() instanceof ArrowType.Bool) {
          assertThat(kept(expression, encoded, memory))
              .as("where " + expression)
              .isEqualTo(kept(expression, decoded, memory));
        }
      }
    }
  }

  private static String text(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> "x";
      case 1 -> "";
      default -> Integer.toString(random.nextInt(20));
    };
  }

  @Test
  void textStaysEncodedAndOtherResultsDoNot() {
    List<Expression> expressions =
        List.of(
            col("s"),
            col("s").upper(),
            col("s").upper().reverse(),
            coalesce(col("s"), "none"),
            col("s").length(),
            col("s").eq("a"),
            concat(col("s"), col("o").cast(UTF8)));
    try (TestAllocator memory = new TestAllocator();
        Batch batch =
            batch("int32", Arrays.asList("a", null), longs(0, 1, 0), longs(1, 2, 3), memory);
        Batch result = evaluate(expressions, batch, memory)) {
      assertThat(result.columns())
          .extracting(column -> column.dictionary() != null)
          .containsExactly(true, true, true, true, false, false, false);
      assertThat(result.column(1).buffer(1).memoryAddress())
          .as("codes are shared")
          .isEqualTo(batch.column(0).buffer(1).memoryAddress());
    }
  }

  @Test
  void valuesThatNoRowHasDoNotFail() {
    Expression cast = col("s").cast(Types.INT64);
    try (TestAllocator memory = new TestAllocator();
        Batch good = batch("int8", List.of("1", "x", "3"), longs(0, 2, 0), longs(1, 2, 3), memory);
        Batch result = evaluate(List.of(cast, cast.plus(1)), good, memory);
        Batch bad = batch("int8", List.of("1", "x"), longs(0, 0, 1), longs(1, 2, 3), memory)) {
      assertThat(Rows.of(result, memory).column("c0")).isEqualTo(List.of(1L, 3L, 1L));
      assertThat(Rows.of(result, memory).column("c1")).isEqualTo(List.of(2L, 4L, 2L));
      assertThatThrownBy(() -> evaluate(List.of(cast), bad, memory))
          .hasMessageContaining("'x' in \"cast(s as Int64)\" at row 2 does not");
    }
  }

  @Test
  void rowsThatDoNotMatterDoNotFail() {
    Expression guarded = when(col("o").gt(1)).then(col("s").cast(Types.INT64)).end();
    try (TestAllocator memory = new TestAllocator();
        Batch batch = batch("int16", List.of("1", "x"), longs(0, 1, 0), longs(5, 0, 5), memory);
        Batch result = evaluate(List.of(guarded), batch, memory)) {
      assertThat(Rows.of(result, memory).column("c0")).isEqualTo(Arrays.asList(1L, null, 1L));
    }
  }

  @Test
  void constantsBesideACodeAreTakenForEveryRow() {
    try (TestAllocator memory = new TestAllocator();
        Batch batch = batch("int32", List.of("a"), longs(0, null, 0), longs(1, 2, 3), memory);
        Batch result =
            evaluate(
                List.of(
                    when(col("s").eq("a")).then(lit("A")).otherwise("B"),
                    when(lit(true)).then(lit("k")).otherwise(col("s"))),
                batch,
                memory)) {
      assertThat(Rows.of(result, memory).column("c0")).isEqualTo(List.of("A", "B", "A"));
      assertThat(Rows.of(result, memory).column("c1")).isEqualTo(List.of("k", "k", "k"));
    }
  }

  private static List<@Nullable Long> longs(@Nullable Integer... values) {
    List<@Nullable Long> longs = new ArrayList<>();
    for (Integer value : values) {
      longs.add(value == null ? null : (Long) (long) value);
    }
    return longs;
  }
}
