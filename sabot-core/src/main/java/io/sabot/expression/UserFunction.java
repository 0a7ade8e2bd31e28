package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.lambda.Serialized;
import java.lang.invoke.SerializedLambda;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A function of the user that is computed row by row, with the semantics of Java. It is called for
 * rows in order, on one thread at a time, and not at all for rows with a null argument, unless
 * {@link #withNulls} is said; those give null. What it throws fails the run and names the row.
 *
 * <p>Functions should depend on nothing but their arguments. One that does not says {@link
 * #notDeterministic}.
 *
 * @param name what plans and messages call it
 * @param function the lambda, method reference or object
 * @param shape what it takes and gives
 * @param nulls whether it sees nulls
 * @param repeats whether equal arguments give equal results
 * @param type the type of the result
 */
public record UserFunction(
    String name,
    Object function,
    UserShape shape,
    Nulls nulls,
    Repeats repeats,
    @Nullable ArrowType type) {

  /** What happens where an argument is null. */
  public enum Nulls {
    /** The function is not called, and the result is null. */
    SKIPPED,
    /** The function is called with null. */
    SEEN
  }

  /** Whether equal arguments give equal results. */
  public enum Repeats {
    /** Always. */
    EQUAL,
    /** Not always: calls are neither shared nor left out. */
    DIFFERENT
  }

  /**
   * A function of a shape; see {@link io.sabot.Expressions#udf(Class, Object)}.
   *
   * @throws io.sabot.PlanException where the interface has another shape
   */
  public static <F> UserFunction of(Class<F> shape, F function) {
    Objects.requireNonNull(function, "function");
    UserShape found = UserShape.of(shape, function);
    return new UserFunction(
        name(function),
        function,
        found,
        Nulls.SKIPPED,
        Repeats.EQUAL,
        found.resultType().columnType());
  }

  /** A method reference is called as its method. */
  private static String name(Object function) {
    SerializedLambda lambda = Serialized.of(function);
    String method = lambda == null ? "udf" : lambda.getImplMethodName();
    return method.startsWith("lambda$") || method.startsWith("<") ? "udf" : method;
  }

  /** Names it in plans and messages. A plan that is read from text finds it by this name. */
  public UserFunction named(String newName) {
    return new UserFunction(newName, function, shape, nulls, repeats, type);
  }

  /**
   * Calls it for rows with nulls, too.
   *
   * @throws io.sabot.PlanException where a parameter is primitive and cannot be null
   */
  public UserFunction withNulls() {
    for (Class<?> parameter : shape.parameters()) {
      if (parameter.isPrimitive()) {
        throw Problem.at("udf", ErrorCode.INVALID_ARGUMENT)
            .rule("a function that sees nulls must have parameters that can be null")
            .but("one of \"" + name + "\" is " + parameter.getSimpleName())
            .cure(
                "declare an interface over boxed types, e.g. interface Bonus extends Serializable"
                    + " { Double of(Double salary, String grade); }, and pass it:"
                    + " udf(Bonus.class, function)")
            .plan();
      }
    }
    return new UserFunction(name, function, shape, Nulls.SEEN, repeats, type);
  }

  /** Says that equal arguments may give different results: no call is shared or left out. */
  public UserFunction notDeterministic() {
    return new UserFunction(name, function, shape, nulls, Repeats.DIFFERENT, type);
  }

  /**
   * Says the type of decimal results; they are rounded half up to its scale.
   *
   * @throws io.sabot.PlanException where the function gives no {@code BigDecimal}
   */
  public UserFunction returns(ArrowType.Decimal decimal) {
    if (shape.resultType() != JavaType.DECIMAL || decimal.getBitWidth() != 128) {
      throw Problem.at("udf", ErrorCode.INVALID_ARGUMENT)
          .rule("returns() says the 128-bit decimal type of a BigDecimal")
          .but("\"%s\" returns %s".formatted(name, shape.result().getSimpleName()))
          .cure("leave it out: the type of the result decides")
          .plan();
    }
    return new UserFunction(name, function, shape, nulls, repeats, decimal);
  }

  /** The value for each row, of columns by their names. */
  public Expression of(String... columns) {
    return new Expression.UserCall(
        this, Arrays.stream(columns).<Expression>map(Expression.ColumnReference::new).toList());
  }

  /** The value for each row, of the values of expressions. */
  public Expression of(Expression... arguments) {
    return new Expression.UserCall(this, List.of(arguments));
  }

  /** The same lambda with the same settings. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UserFunction that
        && function == that.function
        && name.equals(that.name)
        && shape.equals(that.shape)
        && nulls == that.nulls
        && repeats == that.repeats
        && Objects.equals(type, that.type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, System.identityHashCode(function));
  }

  @Override
  public String toString() {
    return name;
  }
}
