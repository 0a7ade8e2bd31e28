package io.sabot.operators.internal.generate;

import io.sabot.batch.Layout;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.kernel.VectorSupport;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * What loops can be generated for, and how well. Ordered: what holds several expressions is as good
 * as the worst of them.
 */
public enum Support {
  /** Not at all. */
  NONE,
  /** Row by row only: some step has no SIMD form. */
  SCALAR,
  /** As SIMD where there is any. */
  VECTOR;

  /** More values than this are looked up in a set. */
  private static final int CANDIDATES = 16;

  /** What a loop with these conditions and sinks can be. */
  public static Support of(List<BoundExpression> conditions, List<Sink> sinks) {
    return worst(
        Stream.concat(conditions.stream().map(Support::of), sinks.stream().map(Support::of)));
  }

  private static Support worst(Stream<Support> all) {
    return all.min(Enum::compareTo).orElse(VECTOR);
  }

  private static Support of(Sink sink) {
    BoundExpression argument = sink.argument();
    if (argument == null) {
      return VECTOR;
    }
    Lane lane = Lane.of(argument.type());
    return switch (sink) {
      case Sink.Output output -> of(argument);
      case Sink.Rows rows -> VECTOR;
      case Sink.Count count -> known(argument);
      case Sink.Sum sum when lane == Lane.BIT || Types.isTemporal(argument.type()) -> NONE;
      case Sink.Sum sum -> of(argument);
      case Sink.Extreme extreme when lane == Lane.BIT -> NONE;
      case Sink.Extreme extreme -> of(argument);
    };
  }

  /** Of an expression whose value is needed. */
  static Support of(BoundExpression expression) {
    if (Lane.of(expression.type()) == null) {
      return NONE;
    }
    return switch (expression) {
      case BoundColumn column -> VECTOR;
      case BoundLiteral literal -> VECTOR;
      case BoundCast cast -> worst(Stream.of(of(cast.argument()), cast(cast)));
      case BoundCall call -> call(call);
      case BoundUserCall call -> NONE;
    };
  }

  /** Of an expression of which only matters whether it is null: columns may be of any type. */
  private static Support known(BoundExpression expression) {
    return expression instanceof BoundColumn column
        ? Layout.of(column.type()).hasValidity() ? VECTOR : NONE
        : of(expression);
  }

  private static Support cast(BoundCast cast) {
    ArrowType from = cast.argument().type();
    ArrowType to = cast.type();
    Lane source = Lane.of(from);
    Lane target = Lane.of(to);
    if (source == null || target == null) {
      return NONE;
    }
    boolean temporal = Types.isTemporal(from) || Types.isTemporal(to);
    if (temporal) {
      return from.equals(to) || countsAsItLies(from, to) ? VECTOR : NONE;
    }
    boolean hard =
        source == Lane.LONG && target == Lane.FLOAT || source.isFloat() && target == Lane.LONG;
    return hard ? SCALAR : VECTOR;
  }

  private static boolean countsAsItLies(ArrowType from, ArrowType to) {
    return (from instanceof ArrowType.Int || to instanceof ArrowType.Int)
        && Range.of(from).equals(Range.of(to));
  }

  private static Support call(BoundCall call) {
    Function function = call.function();
    return switch (function) {
      case EQ, NE, GT, GE, LT, LE, BETWEEN, AND, OR, NOT, COALESCE, CASE -> arguments(call);
      case IN -> call.arguments().size() > CANDIDATES ? NONE : arguments(call);
      case IS_NULL, IS_NOT_NULL -> known(call.arguments().getFirst());
      case PLUS, MINUS, DIV, NEGATE -> arguments(call);
      case TIMES ->
          Lane.of(call.type()) == Lane.LONG && !VectorSupport.convertsLongs()
              ? scalar(call)
              : arguments(call);
      case INT_DIV, REM -> scalar(call);
      case SQRT ->
          call.arguments().getFirst().type().equals(Types.FLOAT64) ? arguments(call) : NONE;
      default ->
          function.family() == Function.Family.JAVA
              ? worst(Stream.of(JavaCode.of(call), arguments(call)))
              : NONE;
    };
  }

  private static Support scalar(BoundCall call) {
    return worst(Stream.of(SCALAR, arguments(call)));
  }

  private static Support arguments(BoundCall call) {
    return worst(call.arguments().stream().map(Support::of));
  }
}
