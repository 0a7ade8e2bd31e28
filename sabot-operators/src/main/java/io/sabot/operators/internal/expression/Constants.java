package io.sabot.operators.internal.expression;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.memory.RootMemory;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Expressions without a column: computed once, before the first row. One that fails is left as it
 * is: it fails when a row gets there, and not before.
 */
public final class Constants {
  private Constants() {}

  /** Whether an expression is computed from constants alone. */
  static boolean isConstant(BoundExpression expression) {
    return (expression instanceof BoundCall || expression instanceof BoundCast)
        && allConstant(expression.arguments())
        && expression.deterministic();
  }

  private static boolean allConstant(List<BoundExpression> arguments) {
    for (BoundExpression argument : arguments) {
      if (!(argument instanceof BoundExpression.BoundLiteral) && !isConstant(argument)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of a node over constants; the node itself where that fails.
   *
   * @param shared how many nodes of the step are shared
   */
  static Node folded(Node node, int shared, BufferAllocator allocator) {
    try (Batch one = Batch.of(new Schema(List.of()), List.of(), 1);
        Memo memo = new Memo(shared)) {
      Operand value = node.evaluate(Frame.of("constant", one, allocator, null, memo));
      return new Leaves.FoldedNode(node, value.column());
    } catch (SabotException fails) {
      return node;
    } catch (Throwable failure) {
      node.close();
      throw failure;
    }
  }

  /**
   * Whether a row can make an expression fail: as {@link BoundExpression#canFail}, but constants
   * that compute well are known to.
   */
  public static boolean canFail(BoundExpression expression) {
    if (!expression.canFail()) {
      return false;
    }
    if (isConstant(expression)) {
      return fails(expression);
    }
    return !(expression instanceof BoundCall call && neverFailsItself(call))
        || expression.arguments().stream().anyMatch(Constants::canFail);
  }

  private static boolean neverFailsItself(BoundCall call) {
    return switch (call.function().family()) {
      case COMPARISON, LOGIC, NULLS, CONDITIONAL, CHOICE, HASH -> true;
      default -> false;
    };
  }

  private static boolean fails(BoundExpression expression) {
    BufferAllocator allocator = RootMemory.root();
    try (Node node = new JvmExpressionCompiler().node(expression, allocator)) {
      return !(node instanceof Leaves.FoldedNode);
    }
  }
}
