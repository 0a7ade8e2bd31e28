package io.sabot.operators.internal.expression;

import io.sabot.expression.Function;
import io.sabot.operators.internal.expression.Logic.Connective;
import java.util.List;

/** {@code in} and {@code between}: comparisons of one value, joined. The value is computed once. */
record AnyOf(Node value, List<Test> tests, Connective connective) implements Node {
  /** One comparison of the value. */
  record Test(Function function, Node other) {}

  static Node in(List<Node> arguments) {
    List<Test> tests =
        arguments.stream().skip(1).map(other -> new Test(Function.EQ, other)).toList();
    return new AnyOf(arguments.getFirst(), tests, Connective.OR);
  }

  static Node between(List<Node> arguments) {
    return new AnyOf(
        arguments.getFirst(),
        List.of(new Test(Function.GE, arguments.get(1)), new Test(Function.LE, arguments.get(2))),
        Connective.AND);
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = value.evaluate(frame)) {
      Operand result = test(frame, a, tests.getFirst());
      for (Test test : tests.subList(1, tests.size())) {
        try (Operand before = result;
            Operand next = test(frame, a, test)) {
          result = Logic.combine(frame, connective, before, next);
        }
      }
      return result;
    }
  }

  private static Operand test(Frame frame, Operand a, Test test) {
    try (Operand b = test.other().evaluate(frame)) {
      return Comparison.compare(frame, test.function(), a, b);
    }
  }

  @Override
  public void close() {
    value.close();
    tests.forEach(test -> test.other().close());
  }
}
