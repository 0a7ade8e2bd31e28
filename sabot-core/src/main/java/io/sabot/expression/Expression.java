package io.sabot.expression;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * A value computed per row, as data: immutable, comparable, without a type until it is bound to a
 * schema. Arguments that are not expressions are literals, also strings: {@code
 * col("state").eq("TX")}. Unless a method says otherwise, a null argument gives null.
 */
public sealed interface Expression
    extends ComparisonMethods,
        ArithmeticMethods,
        BitMethods,
        HashMethods,
        MathMethods,
        LogicMethods,
        NestedMethods,
        TextMethods,
        TemporalMethods {

  /** The value of a column. */
  record ColumnReference(String name) implements Expression {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A constant. */
  record Literal(Constant constant) implements Expression {
    @Override
    public String toString() {
      return constant.toString();
    }
  }

  /** A function of the registry over arguments. */
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      return ExpressionText.call(this);
    }
  }

  /** A function of the user over arguments. */
  record UserCall(UserFunction function, List<Expression> arguments) implements Expression {
    public UserCall {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      return function.name() + "(" + ExpressionText.list(arguments) + ")";
    }
  }

  /** A conversion to another type. */
  record Cast(Expression argument, ArrowType type) implements Expression {
    @Override
    public String toString() {
      return "cast(" + argument + " as " + Types.name(type) + ")";
    }
  }

  /** A name for a result column. */
  record Alias(Expression argument, String name) implements Expression {
    @Override
    public String toString() {
      return argument + " as " + name;
    }
  }

  private static Expression of(Object value) {
    return value instanceof Expression expression ? expression : new Literal(Constant.of(value));
  }

  /**
   * Converts to another type; null stays null. A value that the type cannot hold is an error; see
   * {@link #tryCast(ArrowType)}.
   *
   * <ul>
   *   <li>Floating point becomes an integer toward zero, as Java casts; NaN fits no integer.
   *   <li>Decimals lose digits by rounding half up, away from zero, integers included.
   *   <li>Times become coarser by rounding toward the past, also before 1970.
   *   <li>Booleans are 1 and 0, {@code true} and {@code false}; any number but zero is true.
   *   <li>Text is read without the blanks around it: integers as digits with a sign, floating point
   *       as Java writes it, inf and nan in any case, times in ISO 8601. A fraction is no integer.
   *   <li>An instant becomes local time in the zone of its type, and local time an instant in the
   *       zone of the target; what a clock skipped or showed twice is read as Java reads it.
   * </ul>
   */
  default Expression cast(ArrowType type) {
    return new Cast(this, type);
  }

  /** Converts to another type; a value that the type cannot hold becomes null. */
  default Expression tryCast(ArrowType type) {
    return new Call("try_cast", List.of(this, new Literal(Constant.nullOf(type))));
  }

  /** Names the result column. */
  default Expression as(String name) {
    return new Alias(this, name);
  }

  /** As {@link #as}, where that is a keyword. */
  default Expression alias(String name) {
    return as(name);
  }

  /** Whether any part of this is a reference to a column; the columns in order of appearance. */
  default List<String> columns() {
    return switch (this) {
      case ColumnReference(String name) -> List.of(name);
      case Literal literal -> List.of();
      case Call(String function, List<Expression> arguments) ->
          arguments.stream().flatMap(argument -> argument.columns().stream()).distinct().toList();
      case UserCall(UserFunction function, List<Expression> arguments) ->
          arguments.stream().flatMap(argument -> argument.columns().stream()).distinct().toList();
      case Cast(Expression argument, ArrowType type) -> argument.columns();
      case Alias(Expression argument, String name) -> argument.columns();
    };
  }

  /** The name a result column gets: the alias, the column, or the text of the expression. */
  default String outputName() {
    return switch (this) {
      case Alias(Expression argument, String name) -> name;
      case ColumnReference(String name) -> name;
      default -> toString();
    };
  }

  /** A call of any function of the registry by its name. */
  static Expression function(String name, Object... arguments) {
    return new Call(name, Arrays.stream(arguments).map(Expression::of).toList());
  }

  /** An expression as it is, any other value as a literal. */
  static Expression lift(Object value) {
    return of(value);
  }
}
