package io.sabot.operators.internal.function;

import io.sabot.expression.Function;
import io.sabot.expression.Parameter;
import io.sabot.expression.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page of functions, made by asking the planner and each back end. */
final class FunctionTable {
  private static final String HEAD =
      """
      # Functions

      Made from the registry by `./dev functions`: each type was tried. What the functions mean stands in
      [Expressions](expressions.md); `Expression.function("name", ..)` calls one by its name.

      A type stands for its kin: decimals have 128 bits, timestamps and durations any unit, dictionary-encoded columns are
      taken as the values they stand for. The null literal is taken everywhere but in places of literals. Parameters in
      brackets may be left out; one with an ellipsis may be repeated and takes what the one before it takes. A back end
      computes all types of its line, or those that it names: `jvm` are the kernels, `generated` the loops that may take their
      place, `gandiva` is what is handed over where it is asked for. What the others do not take, the kernels compute.
      """;

  /** More types than these that become others are listed without where they come from. */
  private static final int MOST_OTHERS = 3;

  private final StringBuilder text = new StringBuilder(HEAD);

  private FunctionTable() {}

  static String print() {
    FunctionTable table = new FunctionTable();
    for (Function.Family family : Function.Family.values()) {
      table.family(family);
    }
    return table.text.toString();
  }

  private void family(Function.Family family) {
    String name = family.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    text.append("\n## ").append(name.substring(0, 1).toUpperCase(Locale.ROOT));
    text.append(name.substring(1)).append("\n\n| function | parameter | types | gives |");
    BackEnd.ALL.forEach(backEnd -> text.append(' ').append(backEnd.name()).append(" |"));
    text.append("\n|---|---|---|---|").append("---|".repeat(BackEnd.ALL.size())).append('\n');
    for (Function function : Function.values()) {
      if (function.family() == family) {
        function(function);
      }
    }
  }

  private void function(Function function) {
    String name = "`" + function.signature() + "`";
    List<Integer> parameters = Calls.parameters(function);
    if (parameters.isEmpty()) {
      Calls.Call call = Calls.nullary(function);
      String gives = Types.name(call.bound().type());
      List<String> backEnds =
          BackEnd.ALL.stream().map(b -> b.computes(call) ? "all" : "–").toList();
      line(name, "–", "–", gives, backEnds);
      return;
    }
    for (int parameter : parameters) {
      parameter(name, function, parameter);
      name = "";
    }
  }

  private void parameter(String name, Function function, int index) {
    Map<Typed, Calls.Call> calls = new LinkedHashMap<>();
    for (Typed typed : Typed.ALL) {
      Calls.find(function, index, typed).ifPresent(call -> calls.put(typed, call));
    }
    Parameter parameter = function.parameters().get(index);
    List<String> backEnds = new ArrayList<>();
    for (BackEnd backEnd : BackEnd.ALL) {
      List<Typed> computed =
          calls.keySet().stream().filter(typed -> backEnd.computes(calls.get(typed))).toList();
      backEnds.add(computed.size() == calls.size() ? "all" : TypeNames.of(computed));
    }
    String literal = Calls.isLiteral(parameter) ? ", a literal" : "";
    line(
        name,
        parameter.name(),
        TypeNames.of(calls.keySet()) + literal,
        gives(function, calls),
        backEnds);
  }

  private static String gives(Function function, Map<Typed, Calls.Call> calls) {
    return switch (function) {
      case FIELD -> "the field's type";
      case ELEMENT -> "the elements' type";
      case MAP_VALUE -> "the values' type";
      default -> gives(calls);
    };
  }

  /** The type of the result: one for all, or that of the argument but for some. */
  private static String gives(Map<Typed, Calls.Call> calls) {
    Set<String> results = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    calls.forEach((typed, call) -> {
      String result = Types.name(call.bound().type());
      results.add(result);
      if (!result.equals(typed.typeName())) {
        others.add(typed.typeName() + " → " + result);
      }
    });
    if (results.size() == 1) {
      return results.iterator().next();
    }
    return others.size() > MOST_OTHERS
        ? String.join(", ", results)
        : others.isEmpty() ? "its type" : "its type; " + String.join(", ", others);
  }

  private void line(
      String name, String parameter, String types, String gives, List<String> backEnds) {
    text.append("| %s | %s | %s | %s |".formatted(name, parameter, types, gives));
    backEnds.forEach(cell -> text.append(' ').append(cell).append(" |"));
    text.append('\n');
  }
}
