package io.sabot.operators.internal.backend;

import io.sabot.Backend;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.gandiva.GandivaDelegate;
import io.sabot.operators.internal.gandiva.GandivaLibrary;
import io.sabot.operators.internal.kernel.Kernels;

/**
 * Chooses the back end of each expression of a step.
 *
 * @param asked what the options of the run ask for
 */
record Choices(Backend asked) {
  Choice of(BoundExpression expression) {
    Choice kernels = new Choice(Backend.KERNELS, Kernels.words());
    return asked == Backend.GANDIVA ? gandiva(expression, kernels) : kernels;
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
}
