package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.udf;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Expression;
import io.sabot.expression.UserFunction;
import io.sabot.function.ToDouble;
import io.sabot.function.ToInt;
import io.sabot.function.ToObject;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What lambdas are read as, and which are not. */
class UserTranslationTest {
  private static final String COLUMNS =
      "a:double, b:double not null, i:int, j:int, n:long, m:long not null, s:utf8, f:float, t:bool";
  private static final Schema SCHEMA = Tables.schema(COLUMNS);

  private static String bound(Expression expression) {
    return Binder.bind("test", expression, SCHEMA).toString();
  }

  private static void runsAsLoop(Expression expression, String reason) {
    assertThat(Binder.bind("test", expression, SCHEMA)).isInstanceOf(BoundUserCall.class);
    assertThat(Binder.userFunctions("test", expression, SCHEMA))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void arithmeticBecomesFunctions() {
    assertThat(bound(udf((double a, double b) -> a * b).of("a", "b"))).isEqualTo("a * b");
    assertThat(bound(udf((double a, double b) -> -(a / b) % 2 - Math.sqrt(b)).of("a", "b")))
        .isEqualTo("((-(a / b)) % 2.0) - java_sqrt(b)");
    assertThat(bound(udf((int i, int j) -> (i + j) * i - ~j).of("i", "j")))
        .isEqualTo("java_subtract(java_multiply(java_add(i, j), i), java_xor(j, -1))");
    assertThat(bound(udf((long n, long m) -> (n << 1) + (m >>> 3)).of("n", "m")))
        .isEqualTo("java_add(java_shift_left(n, 1), java_shift_right_unsigned(m, 3))");
    assertThat(bound(udf((long n, double a) -> n + a).of("n", "a")))
        .isEqualTo("java_to_double(n) + a");
    assertThat(bound(udf((int i) -> (byte) i + (char) i).of("i")))
        .isEqualTo("java_add(java_to_byte(i), java_to_char(i))");
    assertThat(bound(udf((double a) -> (int) a).of("a"))).isEqualTo("java_to_int(a)");
    assertThat(bound(udf((double a) -> Math.max(Math.abs(a), 1)).of(col("a").plus(1))))
        .isEqualTo("java_max(java_abs(a + 1.0), 1.0)");
  }

  @Test
  void conditionsBecomeLogicAndCases() {
    assertThat(bound(udf((double a) -> a > 1).of("b"))).isEqualTo("java_greater(b, 1.0)");
    assertThat(bound(udf((double a) -> !(a > 1)).of("b"))).isEqualTo("not java_greater(b, 1.0)");
    assertThat(bound(udf((double a) -> a != 1).of("a"))).isEqualTo("java_not_equal(a, 1.0)");
    assertThat(bound(udf((long n) -> n <= 7).of("n"))).isEqualTo("n <= 7");
    assertThat(bound(udf((double b, long m) -> b > 1 && m < 3 || m == 9).of("b", "m")))
        .isEqualTo("(java_greater(b, 1.0) and (m < 3)) or (m = 9)");
    assertThat(bound(udf((double b, long m) -> b > 1 & m < 3 ^ m == 9).of("b", "m")))
        .contains("java_greater(b, 1.0)");
    assertThat(bound(udf((long n) -> n > 0 ? n * 2 : -n).of("n")))
        .isEqualTo("case(n <= 0, java_negate(n), java_multiply(n, 2))");
    assertThat(bound(udf((long m) -> m > 0 ? 1L : 0L).of("m"))).startsWith("case(");
  }

  @Test
  void zeroAndOneStayNumbersForMethods() {
    Expression call = udf((double a, int j) -> Math.abs((a > 0 ? 1 : 255) ^ 0) + j).of("b", "j");
    TextTable t = table("b:double, j:int", row(1.0, 2), row(Double.NaN, 3));
    assertThat(bound(call)).doesNotContain("java_abs(true)");
    assertThat(Evaluating.values(call, t)).isEqualTo(Arrays.asList(3L, 258L));
    Expression boxed = udf((double a) -> Integer.valueOf((a > 0 ? 1 : 0) ^ 0) + 1).of("b");
    assertThat(Evaluating.values(boxed, t)).isEqualTo(Arrays.asList(2L, 1L));
  }

  @Test
  void nullsStayNullWhereAValueDoesNotDependOnThem() {
    TextTable t =
        table(
            "a:double, b:double",
            row(1.0, 2.0),
            row(null, 2.0),
            row(1.0, null),
            row(null, null),
            row(3.0, 2.0));
    Expression larger = udf((double a, double b) -> a > b ? a : b).of("a", "b");
    assertThat(bound(larger)).startsWith("case(a is not null, case(");
    assertThat(Evaluating.values(larger, t)).isEqualTo(Arrays.asList(2.0, null, null, null, 3.0));
    Expression either = udf((double a, double b) -> a > 2 || b > 1).of("a", "b");
    assertThat(Evaluating.values(either, t)).isEqualTo(Arrays.asList(true, null, null, null, true));
    Expression neither = udf((double a, double b) -> 7).of("a", "b");
    assertThat(Evaluating.values(neither, t)).isEqualTo(Arrays.asList(7L, null, null, null, 7L));
    Expression sometimes = udf((double a) -> a > 2 ? null : a).of("a");
    assertThat(Evaluating.values(sometimes, t))
        .isEqualTo(Arrays.asList(1.0, null, 1.0, null, null));
  }

  private static double tax(double price) {
    return price > 100 ? withRate(price, 0.2) : withRate(price, 0.1);
  }

  private static double withRate(double price, double rate) {
    return price * rate;
  }

  private static int plus(int one, int other) {
    return one + other;
  }

  @Test
  void methodsOfTheSameClassAndReferencesAreFollowed() {
    assertThat(bound(udf(ToDouble.OfDouble.class, UserTranslationTest::tax).of("b")))
        .isEqualTo("case(java_greater(b, 100.0), b * 0.2, b * 0.1)");
    assertThat(bound(udf((double a) -> 1 + tax(a)).of("b")))
        .isEqualTo("1.0 + case(java_greater(b, 100.0), b * 0.2, b * 0.1)");
    assertThat(bound(udf(ToInt.OfIntInt.class, Math::max).of("i", "j")))
        .isEqualTo("java_max(i, j)");
    assertThat(bound(udf(ToInt.OfIntInt.class, Integer::sum).of("i", "j"))).isNotEmpty();
    assertThat(bound(udf(Widens.class, UserTranslationTest::plus).of("i", "j")))
        .isEqualTo("java_to_long(java_add(i, j))");
    assertThat(
            bound(
                udf((int i) ->
                        switch (i) {
                          case 1 -> 10;
                          case 2 -> 20;
                          default -> i;
                        })
                    .of("i")))
        .startsWith("case(");
  }

  interface Widens extends Serializable {
    long of(int one, int other);
  }

  @Test
  void capturedValuesAreConstants() {
    for (double factor : new double[] {2.5, -0.0}) {
      assertThat(bound(udf((double a) -> a * factor).of("a"))).isEqualTo("a * " + factor);
    }
    String word = "wo".concat("rd");
    assertThat(bound(udf((String s) -> s.equals(word)).of("s"))).isEqualTo("s = 'word'");
    boolean on = SCHEMA.getFields().size() > 3;
    byte small = (byte) SCHEMA.getFields().size();
    assertThat(bound(udf((int i) -> on ? i + small : i).of("i"))).isEqualTo("java_add(i, 9)");
    Double boxed = 4.5;
    assertThat(bound(udf((double a) -> a + boxed).of("a"))).isEqualTo("a + 4.5");
  }

  @Test
  void texts() {
    assertThat(bound(udf((String s) -> s.isEmpty()).of("s"))).isEqualTo("s = ''");
    assertThat(bound(udf((String s) -> s.startsWith("x") && s.endsWith("y")).of("s")))
        .isEqualTo("starts_with(s, 'x') and ends_with(s, 'y')");
    assertThat(bound(udf((String s) -> s.contains("a") ? s : "none").of("s")))
        .contains("contains(s");
    runsAsLoop(udf((String s) -> s.length()).of("s"), "it calls String.length");
    runsAsLoop(udf((String s) -> s.startsWith("\ud800")).of("s"), "it calls String.startsWith");
  }

  @Test
  void whatIsNotReadSaysWhy() {
    runsAsLoop(
        udf(
                (long n) -> {
                  long sum = 0;
                  for (long k = 0; k < n; k++) {
                    sum += k;
                  }
                  return sum;
                })
            .of("n"),
        "it loops");
    runsAsLoop(udf((long n, long m) -> n / m).of("n", "m"), "a loop divides integers faster");
    runsAsLoop(udf((int n) -> n % 7).of("i"), "a loop divides integers faster");
    runsAsLoop(udf((long n) -> Long.bitCount(n)).of("n"), "it calls Long.bitCount");
    runsAsLoop(udf((long n) -> "n" + n).of("n"), "it joins texts");
    runsAsLoop(udf((long n) -> field + n).of("n"), "it uses a field");
    runsAsLoop(udf((long n) -> this.own + n).of("n"), "it calls a method of an object");
    runsAsLoop(udf((long n) -> endless(n)).of("n"), "it calls itself");
    runsAsLoop(udf((long n) -> n).notDeterministic().of("n"), "its calls differ");
    List<String> list = new ArrayList<>();
    runsAsLoop(udf((String s) -> list.add(s)).of("s"), "it calls List.add");
    runsAsLoop(
        udf(
                (String s) -> {
                  try {
                    return Integer.parseInt(s);
                  } catch (NumberFormatException none) {
                    return 0;
                  }
                })
            .of("s"),
        "it catches exceptions");
    runsAsLoop(
        udf(java.util.function.DoubleUnaryOperator.class, a -> a).of("a"),
        "it is no lambda of a serializable interface");
    runsAsLoop(
        udf(new ToDouble.OfDouble() {
              @Override
              public double apply(double first) {
                return first;
              }
            })
            .of("a"),
        "it is no lambda of a serializable interface");
    runsAsLoop(
        udf((long n, long m) -> m > 0 ? n : m).of(col("n").plus(1), col("m")),
        "an argument can fail, and is not always looked at");
    UserFunction random = udf((long n) -> n).notDeterministic();
    assertThat(Binder.userFunctions("test", udf((long n) -> n * n).of(random.of("n")), SCHEMA))
        .anySatisfy(line -> assertThat(line).contains("an argument differs each time"));
    runsAsLoop(
        udf(ToObject.OfString.class, String::trim).of("s"), "it calls a method of an object");
  }

  @Test
  void genericInterfacesAndConstructors() {
    TextTable t = table("a:double, s:utf8", row(2.5, "x"), row(null, null));
    Expression half = udf(OfDoubles.class, x -> x / 2).of("a");
    assertThat(bound(half)).isEqualTo("a / 2.0");
    assertThat(Evaluating.values(half, t)).isEqualTo(Arrays.asList(1.25, null));
    OfDoubles bridged =
        new OfDoubles() {
          @Override
          public Double of(Double x) {
            return x + 1;
          }
        };
    assertThat(Evaluating.values(udf(OfDoubles.class, bridged).of("a"), t))
        .isEqualTo(Arrays.asList(3.5, null));
    assertThatThrownBy(() -> udf(ToObject.OfString.class, StringBuilder::new))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("one of OfString is StringBuilder; declare an interface of your own");
  }

  interface Of<T, R> extends Serializable {
    R of(T value);
  }

  interface OfDoubles extends Of<Double, Double> {}

  /** Made by a loader that has no class files. */
  static final class Apart {
    private Apart() {}

    public static UserFunction make() {
      return udf((double a) -> a * 2);
    }
  }

  @Test
  void classesWithoutAFileRunAsLoops() throws Exception {
    String name = Apart.class.getName();
    byte[] bytes;
    try (var file = Apart.class.getResourceAsStream("UserTranslationTest$Apart.class")) {
      bytes = file.readAllBytes();
    }
    ClassLoader loader =
        new ClassLoader(UserTranslationTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String wanted, boolean resolve)
              throws ClassNotFoundException {
            Class<?> known = findLoadedClass(wanted);
            return !wanted.equals(name)
                ? super.loadClass(wanted, resolve)
                : known != null ? known : defineClass(name, bytes, 0, bytes.length);
          }

          @Override
          public java.io.@Nullable InputStream getResourceAsStream(String resource) {
            return null;
          }
        };
    var make = loader.loadClass(name).getDeclaredMethod("make");
    make.setAccessible(true);
    Expression twice = ((UserFunction) make.invoke(null)).of("a");
    runsAsLoop(twice, "its class file is not at hand");
    assertThat(Evaluating.values(twice, table("a:double", row(1.5)))).isEqualTo(List.of(3.0));
  }

  private static long field = 3;
  private final long own = 4;

  private static long endless(long n) {
    return n == 0 ? 0 : endless(n - 1);
  }

  @Test
  void manyPathsAreNotFollowed() {
    runsAsLoop(
        udf(
                (long n) -> {
                  long x = 0;
                  x += (n & 1) > 0 ? 1 : 2;
                  x += (n & 2) > 0 ? 1 : 2;
                  x += (n & 4) > 0 ? 1 : 2;
                  x += (n & 8) > 0 ? 1 : 2;
                  x += (n & 16) > 0 ? 1 : 2;
                  x += (n & 32) > 0 ? 1 : 2;
                  x += (n & 64) > 0 ? 1 : 2;
                  x += (n & 128) > 0 ? 1 : 2;
                  x += (n & 256) > 0 ? 1 : 2;
                  x += (n & 512) > 0 ? 1 : 2;
                  return x;
                })
            .of("n"),
        "it ");
  }

  @Test
  void smallIntegersComeOutAsWhatTheyWere() {
    TextTable t = table("i:int, b:int8", row(300, 100), row(null, 1), row(-1, null));
    List<@Nullable Object> bytes =
        Evaluating.values(udf(ToByte.class, (i, b) -> (byte) (i + b)).of("i", "b"), t);
    assertThat(bytes).isEqualTo(Arrays.asList((long) (byte) 400, null, null));
  }

  interface ToByte extends Serializable {
    byte of(int i, byte b);
  }

  private static Row[] rows(Object... values) {
    return Arrays.stream(values).map(Tables::row).toArray(Row[]::new);
  }

  @Test
  void textsOfEveryLayout() {
    for (String type : List.of("utf8", "large_utf8", "utf8_view", "dictionary<utf8>")) {
      TextTable t = table("s:" + type, rows("x", "", "äöü-longer-than-twelve", null));
      assertThat(Evaluating.values(udf((String s) -> s.isEmpty() ? "none" : "some").of("s"), t))
          .isEqualTo(Arrays.asList("some", "none", "some", null));
      assertThat(Evaluating.values(udf((String s) -> s).of("s"), t))
          .isEqualTo(Arrays.asList("x", "", "äöü-longer-than-twelve", null));
      assertThat(Evaluating.values(udf((String s) -> s.isEmpty() ? s : "some").of("s"), t))
          .isEqualTo(Arrays.asList("some", "", "some", null));
    }
  }
}
