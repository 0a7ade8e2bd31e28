package io.sabot.operators.internal.generate;

import io.sabot.batch.Layout;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.VectorSupport;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * How many rows a loop takes at once.
 *
 * @param lanes rows of a vector; 1 where there is no SIMD form
 * @param steps vectors of an iteration
 * @param slack rows behind an iteration that must be there, too
 * @param widest whose masks stand for all
 */
record Shape(int lanes, int steps, int slack, Lane widest) {
  /** Vectors of an iteration of totals, each from a place of its own. */
  private static final int SUMS = 4;

  /** Nodes of a template of which an iteration has one vector. */
  private static final int SMALL = 16;

  static final Shape SCALAR = new Shape(1, 1, 0, Lane.LONG);

  /** Rows of an iteration. */
  int step() {
    return lanes * steps;
  }

  /** A loop of the same lanes with fewer steps, and so less code; one of a step has no less. */
  Shape smaller() {
    return new Shape(lanes, Math.max(1, steps / 2), slack, widest);
  }

  /** The shape for a template on this machine. */
  static Shape of(Template template) {
    int bits = VectorSupport.bits();
    if (bits < 128 || Support.of(template.conditions(), template.sinks()) != Support.VECTOR) {
      return SCALAR;
    }
    Lane widest = isWide(template) ? Lane.LONG : Lane.INT;
    int lanes = bits / 8 / widest.width();
    return new Shape(lanes, steps(template, lanes), slack(template, lanes), widest);
  }

  /** Bits of rows are written in whole bytes. Much code is compiled late. */
  private static int steps(Template template, int lanes) {
    if (template.sinks().stream().anyMatch(Sink.Output.class::isInstance)) {
      return Math.max(1, 8 / lanes);
    }
    int steps = template.size() <= SMALL ? SUMS : 1;
    return template.writes() ? Math.max(1, Math.min(steps, 16 / lanes)) : steps;
  }

  private static int slack(Template template, int lanes) {
    Stream<ArrowType> outputs =
        template.sinks().stream()
            .filter(Sink.Output.class::isInstance)
            .map(sink -> ((Sink.Output) sink).argument().type());
    return Stream.concat(template.columns().stream(), outputs)
        .filter(type -> Layout.of(type) == Layout.FIXED && Layout.width(type) < 4)
        .mapToInt(type -> Math.max(0, 8 / Layout.width(type) - lanes))
        .max()
        .orElse(0);
  }

  private static boolean isWide(Template template) {
    return template.expressions().stream().anyMatch(Shape::isWide)
        || template.sinks().stream().anyMatch(Sink.Sum.class::isInstance);
  }

  private static boolean isWide(BoundExpression expression) {
    Lane lane = Lane.of(expression.type());
    if (lane != null && lane.width() == 8) {
      return true;
    }
    return switch (expression) {
      case BoundCast cast -> isWide(cast.argument()) || isFromFloat(cast);
      case BoundCall call ->
          // products of 32-bit integers are judged as doubles
          call.function() == Function.TIMES && lane == Lane.INT
              || call.function() == Function.JAVA_TO_INT
              || call.arguments().stream().anyMatch(Shape::isWide);
      default -> false;
    };
  }

  /** Floats become integers by way of doubles. */
  private static boolean isFromFloat(BoundCast cast) {
    return Lane.of(cast.argument().type()) == Lane.FLOAT && Lane.of(cast.type()) != Lane.FLOAT;
  }
}
