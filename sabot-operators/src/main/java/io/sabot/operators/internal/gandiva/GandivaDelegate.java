package io.sabot.operators.internal.gandiva;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.operators.internal.expression.Delegate;
import java.util.List;
import java.util.Set;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles chosen expressions to native code; needs {@link GandivaLibrary}.
 *
 * @param chosen what it computes: of these, {@link #refusal} refuses none
 * @param start when
 */
public record GandivaDelegate(Set<BoundExpression> chosen, Start start) implements Delegate {
  private static final Logger LOG = LoggerFactory.getLogger(GandivaDelegate.class);

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
    NativeProjector.Key key = new NativeProjector.Key(handover.types(), List.of(tree));
    return switch (start) {
      case AT_ONCE ->
          new GandivaComputation(take(where, key), handover.columns(), expression.type());
      case LATE ->
          new LateComputation(
              handover.columns(), () -> late(where, key, handover.columns(), expression.type()));
    };
  }

  /** Null where it cannot be made: nobody asked for it by name. */
  private static @Nullable Computation late(
      String where, NativeProjector.Key key, List<BoundColumn> inputs, ArrowType type) {
    if (GandivaLibrary.absence() != null) {
      return null;
    }
    try {
      return new GandivaComputation(take(where, key), inputs, type);
    } catch (SabotException failure) {
      LOG.info("decimals stay with the kernels: {}", failure.getMessage());
      return null;
    }
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
