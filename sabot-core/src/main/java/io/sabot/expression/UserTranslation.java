package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.internal.lambda.JavaKind;
import io.sabot.internal.lambda.JavaTerm;
import io.sabot.internal.lambda.LambdaReader;
import io.sabot.internal.lambda.LambdaReader.Reading;
import io.sabot.internal.lambda.Serialized;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A call of a user function as the functions it consists of, where the bits are the same.
 *
 * @param expression the call in other words, or null
 * @param reason why there are none, e.g. {@code "it loops"}, or empty
 */
record UserTranslation(@Nullable BoundExpression expression, String reason) {
  /** Larger ones gain nothing and are slow to look at. */
  private static final int LARGEST = 1000;

  private static UserTranslation none(String reason) {
    return new UserTranslation(null, reason);
  }

  /** Translates a call over arguments of the types its parameters take. */
  static UserTranslation of(UserFunction function, List<BoundExpression> arguments) {
    if (function.repeats() == UserFunction.Repeats.DIFFERENT) {
      return none("its calls differ");
    }
    if (function.nulls() == UserFunction.Nulls.SEEN) {
      return none("it sees nulls");
    }
    UserShape shape = function.shape();
    Reading reading = LambdaReader.read(function.function(), shape.parameters(), shape.result());
    JavaTerm term = reading.term();
    if (term == null) {
      return none(reading.reason());
    }
    try {
      return of(function, arguments, term);
    } catch (IllegalArgumentException cannot) {
      return none(String.valueOf(cannot.getMessage()));
    }
  }

  private static UserTranslation of(
      UserFunction function, List<BoundExpression> arguments, JavaTerm term) {
    Set<Integer> strict = StrictParameters.of(term);
    for (int i = 0; i < arguments.size(); i++) {
      BoundExpression argument = arguments.get(i);
      if (!argument.deterministic()) {
        return none("an argument differs each time");
      }
      if (argument.canFail() && !strict.contains(i)) {
        return none("an argument can fail, and is not always looked at");
      }
    }
    BoundExpression body =
        new JavaTranslator(arguments, Serialized.of(function.function())).translate(term);
    BoundExpression result = result(body, function);
    if (size(result) > LARGEST) {
      return none("it is too long");
    }
    return new UserTranslation(guarded(result, arguments, strict), "");
  }

  private static BoundExpression result(BoundExpression body, UserFunction function) {
    ArrowType type = java.util.Objects.requireNonNull(function.type());
    if (body.type().equals(type)) {
      return body;
    }
    if (body instanceof BoundLiteral(Constant constant) && constant.value() == null) {
      return new BoundLiteral(Constant.nullOf(type));
    }
    // Bytes and shorts are computed as ints and cut already; texts come in other layouts.
    return new BoundExpression.BoundCast(body, type, body.nullable(), body.canFail(), false);
  }

  /** Null where an argument is: by itself where each value depends on it, otherwise by a test. */
  private static BoundExpression guarded(
      BoundExpression body, List<BoundExpression> arguments, Set<Integer> strict) {
    List<BoundExpression> tested =
        IntStream.range(0, arguments.size())
            .filter(i -> arguments.get(i).nullable() && !strict.contains(i))
            .mapToObj(arguments::get)
            .distinct()
            .toList();
    if (tested.isEmpty()) {
      return body;
    }
    BoundExpression condition = null;
    for (BoundExpression argument : tested) {
      BoundExpression there =
          new BoundCall(
              Function.IS_NOT_NULL, List.of(argument), Types.BOOL, false, argument.canFail());
      condition =
          condition == null
              ? there
              : new BoundCall(
                  Function.AND,
                  List.of(condition, there),
                  Types.BOOL,
                  false,
                  condition.canFail() || there.canFail());
    }
    BoundExpression test = java.util.Objects.requireNonNull(condition);
    return new BoundCall(
        Function.CASE,
        List.of(test, body, new BoundLiteral(Constant.nullOf(body.type()))),
        body.type(),
        true,
        test.canFail() || body.canFail());
  }

  private static int size(BoundExpression expression) {
    int size = 1;
    for (BoundExpression argument : expression.arguments()) {
      if (size > LARGEST) {
        return size;
      }
      size += size(argument);
    }
    return size;
  }

  /** The parameters without which a term has no value: where one is null, so is the term. */
  private static final class StrictParameters {
    private StrictParameters() {}

    static Set<Integer> of(JavaTerm term) {
      return switch (term) {
        case JavaTerm.Parameter(int index, JavaKind kind) -> Set.of(index);
        case JavaTerm.Choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) ->
            both(of(then), of(otherwise));
        case JavaTerm.Apply(var operator, var operands, JavaKind kind) ->
            switch (operator) {
              case BOTH, EITHER -> both(of(operands.get(0)), of(operands.get(1)));
              default -> {
                Set<Integer> all = new HashSet<>();
                operands.forEach(operand -> all.addAll(of(operand)));
                yield all;
              }
            };
        case JavaTerm.Value(Object value, JavaKind kind) when value == null -> EVERY;
        case JavaTerm.Value value -> Set.of();
        case JavaTerm.Captured captured -> Set.of();
        case JavaTerm.Boxed(JavaTerm value) -> of(value);
      };
    }

    /** A null depends on nothing and is null in any case. */
    private static final Set<Integer> EVERY =
        IntStream.range(0, 256).boxed().collect(java.util.stream.Collectors.toUnmodifiableSet());

    private static Set<Integer> both(Set<Integer> one, Set<Integer> other) {
      Set<Integer> common = new HashSet<>(one);
      common.retainAll(other);
      return common;
    }
  }
}
