package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;

import io.sabot.expression.BoundExpression.BoundCall;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types a call: its arguments are counted, then its family's rules decide. */
final class FunctionTypes {
  private FunctionTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.check(call);
    return switch (call.function().family()) {
      case COMPARISON -> comparison(call);
      case ARITHMETIC -> arithmetic(call);
      case ATTEMPT -> attempt(call);
      case BITS -> BitTypes.bind(call);
      case MATH -> MathTypes.bind(call);
      case LOGIC -> logic(call);
      case NULLS -> nulls(call);
      case CONDITIONAL -> cases(call);
      case CHOICE -> ChoiceTypes.bind(call);
      case HASH -> hash(call);
      case NESTED -> NestedTypes.bind(call);
      case CONVERSION -> throw new IllegalStateException("bound as a cast");
      case TEXT -> TextTypes.bind(call);
      case TEMPORAL -> TemporalCalls.bind(call);
      case JAVA -> JavaTypes.bind(call);
    };
  }

  private static BoundExpression arithmetic(FunctionCall call) {
    return TemporalArithmetic.applies(call)
        ? TemporalArithmetic.bind(call)
        : new ArithmeticTypes(call.where(), call.call(), call.function(), call.arguments()).bind();
  }

  /** As the strict function where that cannot fail; otherwise nulls take the place of failures. */
  private static BoundExpression attempt(FunctionCall call) {
    BoundExpression strict =
        new ArithmeticTypes(call.where(), call.call(), call.function().strict(), call.arguments())
            .bind();
    if (!(strict instanceof BoundCall bound) || !bound.canFail()) {
      return strict;
    }
    boolean fails = FunctionCall.anyCanFail(bound.arguments());
    return new BoundCall(call.function(), bound.arguments(), bound.type(), true, fails);
  }

  /** Nulls have a hash, too; they have no digest. */
  private static BoundExpression hash(FunctionCall call) {
    Arity.checkKinds(call);
    if (call.function() != Function.HASH) {
      return call.of(call.byParameters(), ArrowType.Utf8.INSTANCE);
    }
    boolean fails = FunctionCall.anyCanFail(call.arguments());
    return new BoundCall(call.function(), call.arguments(), Types.INT64, false, fails);
  }

  private static BoundExpression comparison(FunctionCall call) {
    for (BoundExpression argument : call.arguments()) {
      if (!Types.isPlain(argument.type()) || FunctionCall.isWideDecimal(argument.type())) {
        throw call.refuse(
            argument,
            "comparison takes values with an order",
            "compare a part of it, or test isNull(); " + Kind.PLAIN.works());
      }
    }
    boolean asTheyAre = sameBytes(call.arguments());
    return call.of(
        asTheyAre ? call.arguments() : call.common(call.arguments(), "comparison"), BOOL);
  }

  /** Strings compare in whatever layout they come, and so do byte strings: no conversion. */
  private static boolean sameBytes(List<BoundExpression> arguments) {
    return arguments.stream().allMatch(argument -> Types.isText(argument.type()))
        || arguments.stream().allMatch(argument -> Types.isBinary(argument.type()));
  }

  private static BoundExpression logic(FunctionCall call) {
    return call.of(call.arguments().stream().map(call::condition).toList(), BOOL);
  }

  private static BoundExpression nulls(FunctionCall call) {
    List<BoundExpression> arguments = call.arguments();
    if (call.function() != Function.COALESCE) {
      boolean fails = FunctionCall.anyCanFail(arguments);
      return new BoundCall(call.function(), arguments, BOOL, false, fails);
    }
    List<BoundExpression> converted = call.merged(arguments);
    return new BoundCall(
        call.function(),
        converted,
        converted.getFirst().type(),
        converted.stream().allMatch(BoundExpression::nullable),
        FunctionCall.anyCanFail(converted));
  }

  private static BoundExpression cases(FunctionCall call) {
    List<BoundExpression> arguments = call.arguments();
    List<BoundExpression> values = new ArrayList<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      values.add(arguments.get(i));
    }
    values.add(arguments.getLast());
    values = call.merged(values);
    List<BoundExpression> converted = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      converted.add(call.condition(arguments.get(i)));
      converted.add(values.get(i / 2));
    }
    converted.add(values.getLast());
    return new BoundCall(
        call.function(),
        converted,
        values.getFirst().type(),
        FunctionCall.anyNullable(values),
        FunctionCall.anyCanFail(converted));
  }
}
