package io.sabot.expression;

import java.util.List;

/** Reads a bound expression back, so that run-time messages show what the user wrote. */
final class BoundText {
  private BoundText() {}

  static Expression of(BoundExpression bound) {
    return switch (bound) {
      case BoundExpression.BoundColumn column -> new Expression.ColumnReference(column.name());
      case BoundExpression.BoundLiteral literal -> new Expression.Literal(literal.constant());
      case BoundExpression.BoundCall call ->
          new Expression.Call(
              call.function().text(), call.arguments().stream().map(BoundText::of).toList());
      case BoundExpression.BoundUserCall call ->
          new Expression.UserCall(
              call.function(), call.arguments().stream().map(BoundText::of).toList());
      case BoundExpression.BoundCast cast when cast.lenient() ->
          new Expression.Call(
              "try_cast",
              List.of(of(cast.argument()), new Expression.Literal(Constant.nullOf(cast.type()))));
      case BoundExpression.BoundCast cast -> new Expression.Cast(of(cast.argument()), cast.type());
    };
  }
}
