package io.sabot.expression;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How expressions print: the infix that people read in messages and in {@code explain()}. */
final class ExpressionText {
  private static final Map<String, String> INFIX =
      Map.ofEntries(
          Map.entry("eq", "="),
          Map.entry("ne", "<>"),
          Map.entry("gt", ">"),
          Map.entry("ge", ">="),
          Map.entry("lt", "<"),
          Map.entry("le", "<="),
          Map.entry("plus", "+"),
          Map.entry("minus", "-"),
          Map.entry("times", "*"),
          Map.entry("div", "/"),
          Map.entry("int_div", "//"),
          Map.entry("rem", "%"),
          Map.entry("like", "like"),
          Map.entry("ilike", "ilike"),
          Map.entry("and", "and"),
          Map.entry("or", "or"));

  private ExpressionText() {}

  static String call(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    String infix = INFIX.get(call.function());
    if (infix != null && arguments.size() == 2) {
      return operand(arguments.get(0)) + " " + infix + " " + operand(arguments.get(1));
    }
    return switch (call.function()) {
      case "not" -> "not " + operand(arguments.getFirst());
      case "negate" -> "-" + operand(arguments.getFirst());
      case "is_null" -> operand(arguments.getFirst()) + " is null";
      case "is_not_null" -> operand(arguments.getFirst()) + " is not null";
      case "in" ->
          operand(arguments.getFirst())
              + " in ("
              + list(arguments.subList(1, arguments.size()))
              + ")";
      case "between" ->
          "%s between %s and %s"
              .formatted(
                  operand(arguments.get(0)), operand(arguments.get(1)), operand(arguments.get(2)));
      default -> call.function() + "(" + list(arguments) + ")";
    };
  }

  /** The text of each part is made once: asking twice would double the work at every level. */
  private static String operand(Expression expression) {
    String text = expression.toString();
    boolean compound =
        expression instanceof Expression.Call call && !text.startsWith(call.function() + "(");
    return compound ? "(" + text + ")" : text;
  }

  static String list(List<Expression> expressions) {
    return expressions.stream().map(Expression::toString).collect(Collectors.joining(", "));
  }
}
