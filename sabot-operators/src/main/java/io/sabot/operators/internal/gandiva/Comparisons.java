package io.sabot.operators.internal.gandiva;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.gandiva.Tree.Call;
import io.sabot.operators.internal.gandiva.Tree.Connected;
import io.sabot.operators.internal.gandiva.Tree.Connective;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Comparisons, membership and ranges. */
record Comparisons(Handover handover) {
  /** Fewer candidates are compared one after the other. */
  private static final int SET = 4;

  Tree of(BoundCall call) {
    List<BoundExpression> arguments = call.arguments();
    return switch (call.function()) {
      case IN -> membership(arguments);
      case BETWEEN ->
          new Connected(
              Connective.AND,
              List.of(
                  compare(Function.GE, arguments.get(0), arguments.get(1)),
                  compare(Function.LE, arguments.get(0), arguments.get(2))));
      default -> compare(call.function(), arguments.get(0), arguments.get(1));
    };
  }

  private Tree compare(Function function, BoundExpression left, BoundExpression right) {
    ArrowType type = PhysicalTypes.of(left.type());
    if (!type.equals(PhysicalTypes.of(right.type()))) {
      throw new Refusal("no comparison of " + Types.name(type) + " with another type");
    }
    boolean equality = function == Function.EQ || function == Function.NE;
    if (Types.isUnsigned(type) || type instanceof ArrowType.Bool && !equality) {
      throw new Refusal("no comparison of " + Types.name(type));
    }
    List<Tree> sides = List.of(handover.tree(left), handover.tree(right));
    return Types.isFloat(type) ? floats(function, sides, right) : plain(function, sides);
  }

  private static Tree plain(Function function, List<Tree> sides) {
    String name =
        switch (function) {
          case EQ -> "equal";
          case NE -> "not_equal";
          case LT -> "less_than";
          case LE -> "less_than_or_equal_to";
          case GT -> "greater_than";
          default -> "greater_than_or_equal_to";
        };
    return new Call(name, sides, Types.BOOL);
  }

  /**
   * NaN is larger than every constant: greater is what is not less or equal. Two columns would need
   * more than that.
   */
  private static Tree floats(Function function, List<Tree> sides, BoundExpression right) {
    if (!isNumber(right)) {
      throw new Refusal("NaN differs");
    }
    return switch (function) {
      case GT -> not(plain(Function.LE, sides));
      case GE -> not(plain(Function.LT, sides));
      default -> plain(function, sides);
    };
  }

  private static Tree not(Tree condition) {
    return new Call("not", List.of(condition), Types.BOOL);
  }

  /** Whether it is a constant other than null and NaN. */
  private static boolean isNumber(BoundExpression expression) {
    return expression instanceof BoundLiteral(Constant(Object value, ArrowType type))
        && value instanceof Number number
        && !Double.isNaN(number.doubleValue());
  }

  private Tree membership(List<BoundExpression> arguments) {
    BoundExpression value = arguments.getFirst();
    List<BoundExpression> candidates = arguments.subList(1, arguments.size());
    List<Object> set = new ArrayList<>();
    List<Tree> any = new ArrayList<>();
    for (BoundExpression candidate : candidates) {
      if (handover.tree(candidate) instanceof Tree.Literal(Object constant, ArrowType type)
          && candidates.size() >= SET
          && (constant instanceof String
              || constant instanceof Integer
              || constant instanceof Long)) {
        set.add(constant);
      } else {
        any.add(compare(Function.EQ, value, candidate));
      }
    }
    if (!set.isEmpty()) {
      any.addFirst(member(handover.tree(value), set));
    }
    return any.size() == 1 ? any.getFirst() : new Connected(Connective.OR, any);
  }

  /** Gandiva says false where the value is null. */
  private static Tree member(Tree value, List<Object> set) {
    return new Tree.If(
        Handover.isNotNull(value), new Tree.Member(value, set), new Tree.Null(Types.BOOL));
  }
}
