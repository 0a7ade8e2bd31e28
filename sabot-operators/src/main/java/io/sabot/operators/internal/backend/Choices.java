package io.sabot.operators.internal.backend;

import io.sabot.Backend;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Function;
import io.sabot.operators.internal.gandiva.GandivaDelegate;
import io.sabot.operators.internal.gandiva.GandivaLibrary;
import io.sabot.operators.internal.kernel.Kernels;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Chooses the back end of each expression of a step.
 *
 * @param asked what the options of the run ask for
 */
record Choices(Backend asked) {
  Choice of(BoundExpression expression) {
    Choice kernels = new Choice(Backend.KERNELS, Kernels.words());
    return switch (asked) {
      case GANDIVA -> gandiva(expression, kernels);
      case AUTOMATIC -> isFasterInGandiva(expression) ? late(kernels) : kernels;
      default -> kernels;
    };
  }

  private static Choice gandiva(BoundExpression expression, Choice otherwise) {
    String absence = GandivaLibrary.absence();
    if (absence != null) {
      return new Choice(Backend.KERNELS, otherwise.words() + ", gandiva absent: " + absence);
    }
    String refusal = GandivaDelegate.refusal(expression);
    return refusal == null
        ? new Choice(Backend.GANDIVA, "gandiva")
        : new Choice(Backend.KERNELS, otherwise.words() + ", gandiva: " + refusal);
  }

  private static Choice late(Choice first) {
    String missing = GandivaLibrary.missing();
    return missing == null
        ? new Choice(Backend.GANDIVA, first.words() + ", gandiva after many rows")
        : new Choice(Backend.KERNELS, first.words() + ", gandiva absent: " + missing);
  }

  /** Measured with the hand-over: sums and products of decimals, and nothing else by much. */
  private static boolean isFasterInGandiva(BoundExpression expression) {
    return hasDecimalArithmetic(expression) && GandivaDelegate.refusal(expression) == null;
  }

  private static boolean hasDecimalArithmetic(BoundExpression expression) {
    boolean here =
        expression instanceof BoundCall call
            && call.function().family() == Function.Family.ARITHMETIC
            && call.function() != Function.NEGATE
            && call.type() instanceof ArrowType.Decimal;
    return here || expression.arguments().stream().anyMatch(Choices::hasDecimalArithmetic);
  }
}
