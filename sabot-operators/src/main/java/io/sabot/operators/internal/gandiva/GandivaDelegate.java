package io.sabot.operators.internal.gandiva;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression;
import io.sabot.operators.internal.expression.Delegate;
import java.util.List;
import java.util.Set;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles chosen expressions to native code; needs {@link GandivaLibrary}.
 *
 * @param chosen what it computes: of these, {@link #refusal} refuses none
 * @param start when
 */
public record GandivaDelegate(Set<BoundExpression> chosen, Start start) implements Delegate {

  /** Why an expression stays with the kernels, or null where Gandiva answers it as they do. */
  public static @Nullable String refusal(BoundExpression expression) {
    return Handover.refusal(expression);
  }

  @Override
  public @Nullable Computation of(String where, BoundExpression expression) {
    if (!chosen.contains(expression)) {
      return null;
    }
    Handover handover = new Handover();
    Tree tree = handover.root(expression);
    NativeProjector projector =
        take(where, new NativeProjector.Key(handover.types(), List.of(tree)));
    return new GandivaComputation(projector, handover.columns(), expression.type());
  }

  private static NativeProjector take(String where, NativeProjector.Key key) {
    try {
      NativeProjector projector = Projectors.take(key);
      if (projector == null) {
        throw ending(where);
      }
      return projector;
    } catch (GandivaException failure) {
      throw failed(where, "must compile in Gandiva", failure);
    }
  }

  static RuntimeException ending(String where) {
    return Problem.at(where, ErrorCode.CANCELLED)
        .rule("expressions are computed while the JVM runs")
        .but("it is shutting down")
        .cure("close streams before the JVM ends")
        .run();
  }

  static RuntimeException failed(String where, String rule, GandivaException failure) {
    return Problem.at(where, ErrorCode.ENVIRONMENT)
        .rule("expressions " + rule)
        .but(String.valueOf(failure.getMessage()).lines().findFirst().orElse("they do not"))
        .cause(failure)
        .cure("run with RunOptions.withBackend(Backend.KERNELS)")
        .run();
  }
}
