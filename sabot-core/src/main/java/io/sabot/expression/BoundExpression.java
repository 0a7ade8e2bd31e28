package io.sabot.expression;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * An expression typed against a schema: columns by ordinal, arguments already converted to the
 * types their function takes. What a back end compiles.
 */
public sealed interface BoundExpression {
  /** The type of the result. */
  ArrowType type();

  /** The fields within the result where its type is nested. */
  default List<Field> children() {
    return List.of();
  }

  /** Whether the result may be null. */
  boolean nullable();

  /** Whether evaluating it on some row may fail; such conjuncts are never reordered. */
  boolean canFail();

  /** What it is computed from, in order. */
  default List<BoundExpression> arguments() {
    return List.of();
  }

  /** The same over other arguments of the same types. */
  default BoundExpression withArguments(List<BoundExpression> others) {
    return this;
  }

  /** Whether equal rows give equal results, whenever and however often it is evaluated. */
  default boolean deterministic() {
    return arguments().stream().allMatch(BoundExpression::deterministic);
  }

  /** A column of the input. */
  record BoundColumn(
      int ordinal, String name, ArrowType type, boolean nullable, List<Field> children)
      implements BoundExpression {
    public BoundColumn {
      children = List.copyOf(children);
    }

    /** A column that is not nested. */
    public BoundColumn(int ordinal, String name, ArrowType type, boolean nullable) {
      this(ordinal, name, type, nullable, List.of());
    }

    /** The same column where it stands elsewhere. */
    public BoundColumn at(int other) {
      return new BoundColumn(other, name, type, nullable, children);
    }

    @Override
    public boolean canFail() {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A constant of the type its place takes. */
  record BoundLiteral(Constant constant) implements BoundExpression {
    @Override
    public ArrowType type() {
      return constant.type();
    }

    @Override
    public boolean nullable() {
      return constant.value() == null;
    }

    @Override
    public boolean canFail() {
      return false;
    }

    @Override
    public String toString() {
      return constant.toString();
    }
  }

  /** A function over converted arguments. */
  record BoundCall(
      Function function,
      List<BoundExpression> arguments,
      ArrowType type,
      boolean nullable,
      boolean canFail)
      implements BoundExpression {
    public BoundCall {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Field> children() {
      return NestedResults.children(this);
    }

    @Override
    public BoundExpression withArguments(List<BoundExpression> others) {
      return new BoundCall(function, others, type, nullable, canFail);
    }

    @Override
    public String toString() {
      return BoundText.of(this).toString();
    }
  }

  /**
   * A call of a user function that runs as a loop; what could be translated is bound as the
   * functions it consists of. It may fail on every row, and is computed exactly once for each row
   * that matters and, unless it sees them, has no null among its arguments.
   */
  record BoundUserCall(
      UserFunction function, List<BoundExpression> arguments, ArrowType type, boolean nullable)
      implements BoundExpression {
    public BoundUserCall {
      arguments = List.copyOf(arguments);
    }

    @Override
    public boolean canFail() {
      return true;
    }

    @Override
    public BoundExpression withArguments(List<BoundExpression> others) {
      return new BoundUserCall(function, others, type, nullable);
    }

    @Override
    public boolean deterministic() {
      return function.repeats() == UserFunction.Repeats.EQUAL
          && arguments.stream().allMatch(BoundExpression::deterministic);
    }

    @Override
    public String toString() {
      return BoundText.of(this).toString();
    }
  }

  /** A conversion; {@code lenient} ones give null where a value does not fit. */
  record BoundCast(
      BoundExpression argument, ArrowType type, boolean nullable, boolean canFail, boolean lenient)
      implements BoundExpression {
    @Override
    public List<BoundExpression> arguments() {
      return List.of(argument);
    }

    @Override
    public BoundExpression withArguments(List<BoundExpression> others) {
      return new BoundCast(others.getFirst(), type, nullable, canFail, lenient);
    }

    @Override
    public String toString() {
      return BoundText.of(this).toString();
    }
  }
}
