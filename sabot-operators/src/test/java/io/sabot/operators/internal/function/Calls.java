package io.sabot.operators.internal.function;

import io.sabot.Expressions;
import io.sabot.PlanException;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Constant;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.expression.Parameter;
import io.sabot.expression.Parameter.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Calls of a function that give one of its parameters one type, whatever the others then need. */
final class Calls {
  /** A call that binds. */
  record Call(Expression expression, BoundExpression bound) {}

  /** Types that stand for the others of their kind where only one parameter is looked at. */
  private static final Set<String> USUAL =
      Set.of(
          "bool",
          "int32",
          "int64",
          "float64",
          "utf8",
          "binary",
          "date",
          "time(us)",
          "timestamp(us)",
          "timestamp(us, UTC)",
          "duration(us)",
          "list<int>",
          "struct<a:int,b:utf8>",
          "map<utf8,int>");

  /** What literals mean to functions: options, escapes, units, fields, zones, formats, … */
  private static final List<Object> LITERALS =
      List.of(
          "i",
          "!",
          "day",
          "hour",
          "second",
          "a",
          "UTC",
          "yyyy",
          "HH",
          "yyyy-MM-dd HH:mm",
          1,
          0,
          1.5,
          true,
          Duration.ofHours(1));

  private Calls() {}

  /** The first call of a function that binds with a parameter of a type. */
  static Optional<Call> find(Function function, int parameter, Typed typed) {
    List<List<Expression>> choices = choices(function, parameter, typed);
    return first(function, choices, new ArrayList<>(), failure -> {});
  }

  /** What the planner says to each call that gives a parameter a type, where none binds. */
  static List<PlanException> refusals(Function function, int parameter, Typed typed) {
    List<PlanException> refusals = new ArrayList<>();
    first(function, choices(function, parameter, typed), new ArrayList<>(), refusals::add);
    return refusals;
  }

  /** A call without arguments. */
  static Call nullary(Function function) {
    Expression call = Expression.function(function.text());
    return new Call(call, Binder.bind("Test", call, Typed.SCHEMA));
  }

  /** The parameters that a table has a line for: repeated ones take what those before take. */
  static List<Integer> parameters(Function function) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      if (function.parameters().get(i).use() != Use.REPEATED) {
        shown.add(i);
      }
    }
    return shown;
  }

  static boolean isLiteral(Parameter parameter) {
    return parameter.use() == Use.LITERAL || parameter.use() == Use.OPTIONAL_LITERAL;
  }

  /** What each argument may be: as many arguments as the parameter needs before and behind it. */
  private static List<List<Expression>> choices(Function function, int parameter, Typed typed) {
    List<List<Expression>> choices = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      Parameter other = function.parameters().get(i);
      boolean needed = other.use() == Use.REQUIRED || other.use() == Use.LITERAL;
      if (i == parameter) {
        choices.add(isLiteral(other) ? literals(typed.type()::equals) : List.of(typed.column()));
      } else if (needed || i < parameter && other.use() != Use.REPEATED) {
        choices.add(others(other, typed));
      }
    }
    return choices;
  }

  private static List<Expression> others(Parameter other, Typed typed) {
    if (isLiteral(other)) {
      return literals(other.kind()::accepts);
    }
    List<Expression> columns = new ArrayList<>();
    if (other.kind().accepts(typed.type())) {
      columns.add(typed.column());
    }
    for (Typed usual : Typed.ALL) {
      if (USUAL.contains(usual.kit()) && other.kind().accepts(usual.type())) {
        columns.add(usual.column());
      }
    }
    return columns;
  }

  private static List<Expression> literals(java.util.function.Predicate<ArrowType> accepts) {
    return LITERALS.stream()
        .filter(value -> accepts.test(Constant.of(value).type()))
        .map(Expressions::lit)
        .toList();
  }

  private static Optional<Call> first(
      Function function,
      List<List<Expression>> choices,
      List<Expression> chosen,
      Consumer<PlanException> refused) {
    if (chosen.size() == choices.size()) {
      Expression call = Expression.function(function.text(), chosen.toArray());
      try {
        return Optional.of(new Call(call, Binder.bind("Test", call, Typed.SCHEMA)));
      } catch (PlanException refusal) {
        refused.accept(refusal);
        return Optional.empty();
      }
    }
    for (Expression argument : choices.get(chosen.size())) {
      chosen.add(argument);
      Optional<Call> call = first(function, choices, chosen, refused);
      chosen.removeLast();
      if (call.isPresent()) {
        return call;
      }
    }
    return Optional.empty();
  }
}
