package io.sabot.internal.lambda;

import static io.sabot.internal.lambda.JavaTerm.apply;

import io.sabot.internal.lambda.JavaTerm.Apply;
import io.sabot.internal.lambda.JavaTerm.Boxed;
import io.sabot.internal.lambda.JavaTerm.Choice;
import io.sabot.internal.lambda.JavaTerm.Value;

/** What comes out of a method, as what it was asked for. */
final class Results {
  private Results() {}

  /** A term in another kind: taken out of its box, and widened as Java does without being told. */
  static JavaTerm of(JavaTerm term, JavaKind kind) {
    return switch (term) {
      case Boxed(JavaTerm value) -> of(value, kind);
      case Value(Object value, JavaKind own) when value == null -> term;
      case Choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) ->
          new Choice(checked(condition), of(then, kind), of(otherwise, kind));
      default -> widened(checked(term), kind);
    };
  }

  private static JavaTerm widened(JavaTerm term, JavaKind kind) {
    if (term.kind() == kind) {
      return term;
    }
    boolean widens =
        term.kind().compareTo(JavaKind.INT) >= 0
            && term.kind().compareTo(kind) < 0
            && kind.compareTo(JavaKind.DOUBLE) <= 0;
    if (!widens) {
      throw new Untranslatable("it gives objects");
    }
    return switch (kind) {
      case LONG -> apply(JavaOperator.TO_LONG, kind, term);
      case FLOAT -> apply(JavaOperator.TO_FLOAT, kind, term);
      default -> apply(JavaOperator.TO_DOUBLE, kind, term);
    };
  }

  /** Comparisons are seen through only where a branch follows. */
  private static JavaTerm checked(JavaTerm term) {
    switch (term) {
      case Apply(JavaOperator operator, var operands, JavaKind kind) -> {
        if (operator == JavaOperator.COMPARE_NAN_LESS
            || operator == JavaOperator.COMPARE_NAN_GREATER) {
          throw new Untranslatable("it keeps what a comparison gave");
        }
        operands.forEach(Results::checked);
      }
      case Choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) -> {
        checked(condition);
        checked(then);
        checked(otherwise);
      }
      case Boxed boxed -> throw new Untranslatable("it keeps a boxed value");
      case Value(Object value, JavaKind kind) when value == null ->
          throw new Untranslatable("it computes with null");
      default -> {}
    }
    return term;
  }
}
