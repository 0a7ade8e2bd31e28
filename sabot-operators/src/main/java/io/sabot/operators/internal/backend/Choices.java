package io.sabot.operators.internal.backend;

import io.sabot.Backend;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.kernel.Kernels;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Chooses the back end of each expression of a step.
 *
 * @param asked what the options of the run ask for
 * @param input the schema of the batches
 */
record Choices(Backend asked, Schema input) {
  Choice of(BoundExpression expression) {
    return new Choice(Backend.KERNELS, Kernels.words());
  }
}
