package io.sabot.source;

import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Constant;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells which parts of a source cannot hold a row for which a predicate is true, from the bounds of
 * their columns. It errs on the side of reading: what it does not understand may be true.
 *
 * <p>Conjuncts behind one that can fail are not looked at: a row that they rule out might have
 * failed before.
 */
public final class Pruning {
  private final List<BoundExpression> conjuncts = new ArrayList<>();

  /**
   * Prunes by a predicate over a schema.
   *
   * @throws io.sabot.PlanException where the predicate does not fit the schema
   */
  public Pruning(String where, Expression predicate, Schema schema) {
    split(Binder.bindPredicate(where, predicate, schema));
  }

  /** Adds conjuncts from the left; false from the first that can fail. */
  private boolean split(BoundExpression predicate) {
    if (predicate instanceof BoundCall call && call.function() == Function.AND) {
      return split(call.arguments().get(0)) && split(call.arguments().get(1));
    }
    if (predicate.canFail()) {
      return false;
    }
    conjuncts.add(predicate);
    return true;
  }

  /** Whether some row of a part may satisfy the predicate; columns without bounds may hold all. */
  public boolean mayMatch(Map<String, ColumnBounds> bounds) {
    return conjuncts.stream().allMatch(conjunct -> mayBeTrue(conjunct, bounds));
  }

  private static boolean mayBeTrue(BoundExpression predicate, Map<String, ColumnBounds> bounds) {
    return switch (predicate) {
      case BoundLiteral(Constant constant) -> Boolean.TRUE.equals(constant.value());
      case BoundColumn column -> contains(column, new Constant(true, column.type()), bounds);
      case BoundCast cast -> true;
      case BoundUserCall call -> true;
      case BoundCall call -> mayBeTrue(call, bounds);
    };
  }

  private static boolean mayBeTrue(BoundCall call, Map<String, ColumnBounds> bounds) {
    List<BoundExpression> arguments = call.arguments();
    return switch (call.function()) {
      case AND -> arguments.stream().allMatch(argument -> mayBeTrue(argument, bounds));
      case OR -> arguments.stream().anyMatch(argument -> mayBeTrue(argument, bounds));
      case IS_NULL -> mayBeNull(arguments.getFirst(), bounds);
      case IS_NOT_NULL -> mayBeValue(arguments.getFirst(), bounds);
      case EQ, LT, LE, GT, GE -> compare(call.function(), arguments, bounds);
      case BETWEEN -> between(arguments, bounds);
      case IN ->
          arguments.stream()
              .skip(1)
              .anyMatch(candidate ->
                  !(candidate instanceof BoundLiteral(Constant constant))
                      || contains(arguments.getFirst(), constant, bounds));
      default -> true;
    };
  }

  private static boolean mayBeNull(BoundExpression value, Map<String, ColumnBounds> bounds) {
    ColumnBounds known = known(value, bounds);
    return known == null || known.nulls().orElse(1) > 0;
  }

  private static boolean mayBeValue(BoundExpression value, Map<String, ColumnBounds> bounds) {
    ColumnBounds known = known(value, bounds);
    return known == null || known.nulls().orElse(0) < known.rows();
  }

  private static boolean compare(
      Function function, List<BoundExpression> arguments, Map<String, ColumnBounds> bounds) {
    BoundExpression left = arguments.get(0);
    BoundExpression right = arguments.get(1);
    if (!(right instanceof BoundLiteral(Constant constant))) {
      return !(left instanceof BoundLiteral)
          || compare(mirrored(function), List.of(right, left), bounds);
    }
    return switch (function) {
      case EQ -> contains(left, constant, bounds);
      case LT, LE -> atMost(left, right, bounds);
      // Of floating point, NaN is greater than everything, and no bound tells of it.
      default -> constant.value() instanceof Double || atLeast(left, right, bounds);
    };
  }

  /** NaN lies between two bounds of which the upper one is NaN. */
  private static boolean between(
      List<BoundExpression> arguments, Map<String, ColumnBounds> bounds) {
    BoundExpression high = arguments.get(2);
    boolean mayBeNaN =
        Types.isFloat(high.type())
            && !(high instanceof BoundLiteral(Constant constant)
                && constant.value() instanceof Double bound
                && !bound.isNaN());
    return (mayBeNaN || atLeast(arguments.get(0), arguments.get(1), bounds))
        && atMost(arguments.get(0), high, bounds);
  }

  private static Function mirrored(Function function) {
    return switch (function) {
      case LT -> Function.GT;
      case LE -> Function.GE;
      case GT -> Function.LT;
      case GE -> Function.LE;
      default -> function;
    };
  }

  private static boolean contains(
      BoundExpression value, Constant constant, Map<String, ColumnBounds> bounds) {
    BoundLiteral literal = new BoundLiteral(constant);
    return atLeast(value, literal, bounds) && atMost(value, literal, bounds);
  }

  /** Whether a value of at least this may be there, NaN left aside. */
  private static boolean atLeast(
      BoundExpression value, BoundExpression least, Map<String, ColumnBounds> bounds) {
    ColumnBounds known = known(value, bounds);
    if (known == null || !(least instanceof BoundLiteral(Constant constant))) {
      return true;
    }
    return constant.value() != null && BoundOrder.mayBeAtLeast(known.highest(), constant);
  }

  /** Whether a value of at most this may be there, NaN left aside. */
  private static boolean atMost(
      BoundExpression value, BoundExpression most, Map<String, ColumnBounds> bounds) {
    ColumnBounds known = known(value, bounds);
    if (known == null || !(most instanceof BoundLiteral(Constant constant))) {
      return true;
    }
    return constant.value() != null && BoundOrder.mayBeAtMost(known.lowest(), constant);
  }

  /** The bounds of a column, also of one whose numbers are only widened. */
  private static @Nullable ColumnBounds known(
      BoundExpression value, Map<String, ColumnBounds> bounds) {
    return switch (value) {
      case BoundColumn column -> bounds.get(column.name());
      case BoundCast cast when BoundOrder.keepsOrder(cast) -> known(cast.argument(), bounds);
      default -> null;
    };
  }
}
