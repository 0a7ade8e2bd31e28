package io.sabot.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code when(c1).then(v1).when(c2).then(v2).otherwise(v3)}: the value behind the first condition
 * that is true. A value is only computed for the rows that take it.
 */
public final class CaseBuilder {
  private final List<Expression> arguments;

  private CaseBuilder(List<Expression> arguments) {
    this.arguments = arguments;
  }

  /** Starts with a condition; null is not true. */
  public static Condition start(Expression condition) {
    return new Condition(List.of(), condition);
  }

  /** Another condition, tried where those before are not true. */
  public Condition when(Expression condition) {
    return new Condition(arguments, condition);
  }

  /** The value where no condition is true. */
  public Expression otherwise(Object value) {
    List<Expression> all = new ArrayList<>(arguments);
    all.add(Expression.lift(value));
    return new Expression.Call("case", all);
  }

  /** Null where no condition is true. */
  public Expression end() {
    return otherwise(new Expression.Literal(Constant.of(null)));
  }

  /** A condition that waits for its value. */
  public static final class Condition {
    private final List<Expression> before;
    private final Expression condition;

    private Condition(List<Expression> before, Expression condition) {
      this.before = before;
      this.condition = condition;
    }

    /** The value where the condition is true. */
    public CaseBuilder then(Object value) {
      List<Expression> all = new ArrayList<>(before);
      all.add(condition);
      all.add(Expression.lift(value));
      return new CaseBuilder(all);
    }
  }
}
