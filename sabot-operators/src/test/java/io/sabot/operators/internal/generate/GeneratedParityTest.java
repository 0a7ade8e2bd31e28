package io.sabot.operators.internal.generate;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.operators.internal.generate.RandomColumns.Nulls;
import io.sabot.operators.internal.generate.RandomColumns.Values;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated loops give what the kernels give, for every function and type they can be made for. */
@Tag("contract")
class GeneratedParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};

  static final List<ArrowType> TYPES =
      List.of(
          ArrowType.Bool.INSTANCE,
          new ArrowType.Int(8, true),
          new ArrowType.Int(16, true),
          new ArrowType.Int(32, true),
          new ArrowType.Int(64, true),
          new ArrowType.Int(8, false),
          new ArrowType.Int(16, false),
          new ArrowType.Int(32, false),
          new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
          new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
          new ArrowType.Date(DateUnit.DAY),
          new ArrowType.Date(DateUnit.MILLISECOND),
          new ArrowType.Time(TimeUnit.SECOND, 32),
          new ArrowType.Time(TimeUnit.NANOSECOND, 64),
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, null),
          new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"),
          new ArrowType.Duration(TimeUnit.SECOND));

  /** Functions that loops know. */
  private static final Set<Function> GENERATED =
      EnumSet.of(
          Function.EQ,
          Function.NE,
          Function.GT,
          Function.GE,
          Function.LT,
          Function.LE,
          Function.IN,
          Function.BETWEEN,
          Function.PLUS,
          Function.MINUS,
          Function.TIMES,
          Function.DIV,
          Function.INT_DIV,
          Function.REM,
          Function.NEGATE,
          Function.SQRT,
          Function.AND,
          Function.OR,
          Function.NOT,
          Function.IS_NULL,
          Function.IS_NOT_NULL,
          Function.COALESCE,
          Function.CASE,
          Function.JAVA_ADD,
          Function.JAVA_SUBTRACT,
          Function.JAVA_MULTIPLY,
          Function.JAVA_DIVIDE,
          Function.JAVA_REMAINDER,
          Function.JAVA_NEGATE,
          Function.JAVA_AND,
          Function.JAVA_OR,
          Function.JAVA_XOR,
          Function.JAVA_EQUAL,
          Function.JAVA_NOT_EQUAL,
          Function.JAVA_LESS,
          Function.JAVA_LESS_OR_EQUAL,
          Function.JAVA_GREATER,
          Function.JAVA_GREATER_OR_EQUAL,
          Function.JAVA_ABS,
          Function.JAVA_MIN,
          Function.JAVA_MAX,
          Function.JAVA_SQRT,
          Function.JAVA_TO_INT,
          Function.JAVA_TO_LONG,
          Function.JAVA_TO_FLOAT,
          Function.JAVA_TO_DOUBLE);

  /** Per type three columns: a0, b0 may be null, c0 not; a flag p that may be null. */
  static final Schema SCHEMA = schema();

  private static Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      fields.add(new Field("a" + i, FieldType.nullable(TYPES.get(i)), null));
      fields.add(new Field("b" + i, FieldType.nullable(TYPES.get(i)), null));
      fields.add(new Field("c" + i, FieldType.notNullable(TYPES.get(i)), null));
    }
    fields.add(new Field("p", FieldType.nullable(ArrowType.Bool.INSTANCE), null));
    return new Schema(fields);
  }

  private static Stream<BoundExpression> bound(Stream<Expression> expressions) {
    Binder binder = new Binder("Parity", SCHEMA);
    return expressions.flatMap(expression -> {
      try {
        return Stream.of(binder.bind(expression));
      } catch (SabotException refused) {
        return Stream.empty();
      }
    });
  }

  private static Stream<Expression> over(int type) {
    Expression a = col("a" + type);
    Expression b = col("b" + type);
    Expression c = col("c" + type);
    Stream<Expression> all =
        Stream.of(
            a.eq(b),
            a.ne(b),
            a.gt(b),
            a.ge(b),
            a.lt(b),
            a.le(b),
            a.gt(c),
            c.eq(c),
            a.gt(3),
            a.lt(lit(3)),
            a.eq(3),
            lit(3).lt(a),
            lit(3).ge(a),
            a.le(Double.NaN),
            a.eq(Float.NaN),
            a.isIn(1, 2, 3),
            a.isIn(b, c),
            a.isIn(1, null),
            a.between(b, c),
            a.plus(b),
            a.minus(b),
            a.times(b),
            a.div(b),
            a.intDiv(b),
            a.rem(b),
            a.negate(),
            a.plus(1),
            lit(1).minus(c),
            c.times(3),
            c.div(4),
            a.isNull(),
            a.isNotNull(),
            coalesce(a, b),
            coalesce(a, c),
            coalesce(a, b, lit(7)),
            a.eq(lit(null)),
            when(a.gt(b)).then(a).otherwise(b),
            when(col("p")).then(a).end(),
            when(col("p")).then(a.plus(b)).when(a.isNull()).then(c).otherwise(b),
            a.gt(b).and(col("p")),
            a.gt(b).or(col("p")),
            a.gt(b).and(a.plus(b).gt(c)),
            a.gt(b).or(a.times(b).gt(c)),
            a.gt(b).not());
    Stream<Expression> casts = TYPES.stream().flatMap(to -> Stream.of(a.cast(to), b.tryCast(to)));
    Stream<Expression> java =
        Stream.of(Function.values())
            .filter(function -> function.family() == Function.Family.JAVA)
            .flatMap(function ->
                function.parameters().size() == 1
                    ? Stream.of(call(function, a))
                    : Stream.of(
                        call(function, a, b), call(function, c, lit(2).cast(TYPES.get(type)))));
    return Stream.of(all, casts, java, Stream.of(call(Function.SQRT, a)))
        .flatMap(expressions -> expressions);
  }

  private static Expression call(Function function, Expression... arguments) {
    return new Expression.Call(function.text(), List.of(arguments));
  }

  private static List<Batch> batches(SplittableRandom random, TestAllocator allocator) {
    List<Batch> batches = new ArrayList<>();
    RandomColumns columns = new RandomColumns(random, allocator);
    for (int length : LENGTHS) {
      for (Values values : Values.values()) {
        Nulls nulls = Nulls.values()[random.nextInt(4)];
        batches.add(columns.batch(SCHEMA, length, nulls, values));
      }
    }
    for (Nulls nulls : Nulls.values()) {
      batches.add(columns.batch(SCHEMA, 31 + random.nextInt(100), nulls, Values.EDGES));
      batches.add(columns.batch(SCHEMA, 31 + random.nextInt(100), nulls, Values.SMALL));
    }
    return batches;
  }

  /** Some batches of each test: one after the other, all are had. */
  private static List<Batch> some(List<Batch> batches, SplittableRandom random) {
    List<Batch> chosen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      chosen.add(batches.get(random.nextInt(batches.size())));
    }
    return chosen;
  }

  /** A body that is given batches of all lengths and patterns. */
  private interface Body {
    void run(Parity parity, List<Batch> batches, SplittableRandom random);
  }

  private static void run(Body body) {
    Seed.next()
        .run(random -> {
          try (TestAllocator allocator = new TestAllocator()) {
            List<Batch> batches = batches(random, allocator);
            try {
              body.run(new Parity(SCHEMA, allocator), batches, random);
            } finally {
              batches.forEach(Batch::close);
            }
          }
        });
  }

  @Test
  void everyFunctionOfEveryType() {
    run((parity, batches, random) -> {
      Set<Function> checked = EnumSet.noneOf(Function.class);
      for (int type = 0; type < TYPES.size(); type++) {
        List<BoundExpression> expressions =
            bound(over(type)).filter(expression -> Support.of(expression) != Support.NONE).toList();
        expressions.forEach(expression -> addFunction(expression, checked));
        Share.of(expressions, random)
            .forEach(expression -> parity.check(List.of(expression), some(batches, random)));
      }
      assertEquals(GENERATED, checked);
    });
  }

  private static void addFunction(BoundExpression expression, Set<Function> functions) {
    if (expression instanceof BoundCall call) {
      functions.add(call.function());
    }
  }

  @Test
  void randomTreesTogether() {
    run((parity, batches, random) -> {
      Trees trees = new Trees(random, TYPES.size());
      int checked = 0;
      for (int i = 0; i < 60; i++) {
        List<BoundExpression> expressions =
            bound(Stream.of(trees.predicate(3), trees.number(3), trees.number(2)))
                .filter(expression -> Support.of(expression) != Support.NONE)
                .toList();
        if (!expressions.isEmpty() && Parity.isShort(expressions)) {
          parity.check(expressions, some(batches, random));
          checked++;
        }
      }
      assertTrue(checked > 30, "trees that loops were generated for: " + checked);
    });
  }
}
