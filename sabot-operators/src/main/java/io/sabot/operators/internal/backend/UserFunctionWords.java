package io.sabot.operators.internal.backend;

import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/** How the user functions of a step run. */
public final class UserFunctionWords {
  private UserFunctionWords() {}

  /**
   * Empty, or e.g. {@code " (tariff: translated, slow: called in a loop, because it loops)"}.
   *
   * @param where the operator, for messages
   */
  public static String of(String where, List<Expression> expressions, Schema input) {
    Set<String> words = new LinkedHashSet<>();
    for (Expression expression : expressions) {
      words.addAll(Binder.userFunctions(where, expression, input));
    }
    return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
  }
}
