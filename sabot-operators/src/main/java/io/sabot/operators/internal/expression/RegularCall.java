package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.expression.RegexReplacement;
import io.sabot.expression.RegularExpression;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call with a regular expression before the first row.
 *
 * @param expression the expression, or null where rows decide about it or its replacement
 * @param replacement what is put in, or null as above, and where nothing is
 * @param options letters
 * @param group the group that is asked for
 */
record RegularCall(
    @Nullable RegularExpression expression,
    @Nullable RegexReplacement replacement,
    String options,
    int group) {

  static RegularCall of(BoundCall call) {
    boolean replaces = call.function() == Function.REGEXP_REPLACE;
    int last = call.function() == Function.REGEXP_MATCHES ? 2 : 3;
    String options = literal(call, last) instanceof String letters ? letters : "";
    long group = !replaces && literal(call, 2) instanceof Long number ? number : 0;
    int cut = Math.clamp(group, -1, Integer.MAX_VALUE);
    if (!(literal(call, 1) instanceof String pattern)
        || replaces && !(literal(call, 2) instanceof String)) {
      return new RegularCall(null, null, options, cut);
    }
    RegularExpression expression = RegularExpression.of(pattern, options);
    RegexReplacement replacement =
        replaces && literal(call, 2) instanceof String text
            ? RegexReplacement.of(text, expression.pattern())
            : null;
    return new RegularCall(expression, replacement, options, cut);
  }

  private static @Nullable Object literal(BoundCall call, int index) {
    return index < call.arguments().size()
            && call.arguments().get(index) instanceof BoundLiteral(Constant constant)
        ? constant.value()
        : null;
  }

  /** Whether rows bring nothing but their text. */
  boolean isKnown() {
    return expression != null;
  }
}
