package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Holds calls against the parameters of their functions. */
final class Arity {
  private Arity() {}

  /** Refuses a wrong number of arguments. */
  static void check(FunctionCall call) {
    int count = call.arguments().size();
    Function function = call.function();
    boolean odd = function != Function.CASE || count % 2 == 1;
    if (count < least(function) || count > most(function) || !odd) {
      throw Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
          .rule("a function must have the arguments it takes")
          .but("\"%s\" has %d".formatted(call.call(), count))
          .cure(
              "call it through its method, e.g. col(\"x\").plus(1); it is " + function.signature())
          .plan();
    }
  }

  /** Refuses arguments of other types than the parameters take, naming those that work. */
  static void checkKinds(FunctionCall call) {
    List<BoundExpression> arguments = call.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Parameter parameter = parameter(call.function(), i, arguments.size());
      ArrowType type = arguments.get(i).type();
      if (!(type instanceof ArrowType.Null) && !parameter.kind().accepts(type)) {
        throw call.refuse(
            arguments.get(i),
            "\"%s\" takes %s as %s"
                .formatted(call.function().text(), parameter.kind().text(), parameter.name()),
            cure(parameter.kind(), type));
      }
      if (parameter.isLiteral() && !isLiteral(arguments.get(i))) {
        throw Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
            .rule(
                "\"%s\" takes a literal as %s".formatted(call.function().text(), parameter.name()))
            .but("\"%s\" is none".formatted(arguments.get(i)))
            .cure("write the value itself: it must be known before the first row")
            .plan();
      }
    }
  }

  private static boolean isLiteral(BoundExpression argument) {
    return argument instanceof BoundLiteral(Constant constant) && constant.value() != null;
  }

  /** The types that work, and how to come to one of them. */
  private static String cure(Kind kind, ArrowType type) {
    if (kind == Kind.STRUCT && Types.isList(type)) {
      return "take one element first, with element(1), or all of them, with unnest; "
          + kind.works();
    }
    boolean castable =
        Representatives.TYPES.stream()
            .anyMatch(target -> kind.accepts(target) && Casts.allowed(type, target));
    return kind.works() + (castable ? "; cast the argument to one of them" : "");
  }

  /** The parameter that the argument at an index fills. */
  static Parameter parameter(Function function, int index, int count) {
    List<Parameter> parameters = function.parameters();
    int repeated = repeated(parameters);
    if (repeated < 0 || index < repeated) {
      return parameters.get(index);
    }
    int behind = parameters.size() - 1 - repeated;
    int fromEnd = count - 1 - index;
    return fromEnd < behind
        ? parameters.get(parameters.size() - 1 - fromEnd)
        : parameters.get(repeated);
  }

  private static int repeated(List<Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).use() == Parameter.Use.REPEATED) {
        return i;
      }
    }
    return -1;
  }

  private static long least(Function function) {
    return function.parameters().stream().filter(Parameter::isRequired).count();
  }

  private static int most(Function function) {
    List<Parameter> parameters = function.parameters();
    return repeated(parameters) < 0 ? parameters.size() : Integer.MAX_VALUE;
  }
}
