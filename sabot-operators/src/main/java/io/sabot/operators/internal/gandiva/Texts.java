package io.sabot.operators.internal.gandiva;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operators.internal.gandiva.Tree.Call;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Functions of text. Case mapping, regular expressions, padding and replacing differ in some
 * character or limit.
 */
record Texts(Handover handover) {
  private static final int CONCATENATED = 10;

  Tree of(BoundCall call) {
    return switch (call.function()) {
      case LENGTH -> plain("char_length", call);
      case OCTET_LENGTH -> plain("octet_length", call);
      case REVERSE -> plain("reverse", call);
      case TRIM -> spaces("btrim", call);
      case LTRIM -> spaces("ltrim", call);
      case RTRIM -> spaces("rtrim", call);
      case STARTS_WITH -> plain("starts_with", call);
      case ENDS_WITH -> plain("ends_with", call);
      case CONTAINS -> plain("is_substr", call);
      case SUBSTRING -> substring(call);
      case LEFT -> end("left", call);
      case RIGHT -> end("right", call);
      case CONCAT -> concat(call);
      case LIKE -> like(call);
      default -> throw new Refusal("no " + call.function().text());
    };
  }

  private Tree plain(String name, BoundCall call) {
    return new Call(name, handover.trees(call.arguments()), PhysicalTypes.of(call.type()));
  }

  private Tree concat(BoundCall call) {
    int parts = call.arguments().size();
    if (parts < 2 || parts > CONCATENATED) {
      throw new Refusal("no concat of " + parts);
    }
    return plain("concatOperator", call);
  }

  private Tree spaces(String name, BoundCall call) {
    if (call.arguments().size() > 1) {
      throw new Refusal("no " + call.function().text() + " of characters");
    }
    return plain(name, call);
  }

  /** From a place within the text, and no length below zero. */
  private Tree substring(BoundCall call) {
    for (int i = 1; i < call.arguments().size(); i++) {
      count(call.function(), call.arguments().get(i), 2 - i);
    }
    return plain("substr", call);
  }

  private Tree end(String name, BoundCall call) {
    int count = (int) count(call.function(), call.arguments().get(1), 0);
    return new Call(
        name,
        List.of(handover.tree(call.arguments().getFirst()), new Tree.Literal(count, Types.INT32)),
        PhysicalTypes.of(call.type()));
  }

  private static long count(Function function, BoundExpression argument, long least) {
    if (argument instanceof BoundLiteral(Constant(Object value, ArrowType type))
        && value instanceof Long count
        && count >= least
        && count <= Integer.MAX_VALUE) {
      return count;
    }
    throw new Refusal("no " + function.text() + " by other than a constant from " + least);
  }

  private Tree like(BoundCall call) {
    if (call.arguments().size() > 2
        || !(call.arguments().get(1) instanceof BoundLiteral(Constant(Object value, ArrowType t)))
        || !(value instanceof String)) {
      throw new Refusal("no like by other than a constant");
    }
    return plain("like", call);
  }
}
