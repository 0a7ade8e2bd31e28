package io.sabot.operators.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.PlanException;
import io.sabot.expression.Function;
import io.sabot.expression.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A type that a parameter does not take is refused in the plan, with the types that it takes. */
class RefusalTest {
  static Stream<Function> functions() {
    return Stream.of(Function.values());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void namesTheTypesThatWork(Function function) {
    for (int parameter : Calls.parameters(function)) {
      List<Typed> refused = new ArrayList<>();
      List<String> works = new ArrayList<>();
      for (Typed typed : Typed.ALL) {
        if (Calls.find(function, parameter, typed).isPresent()) {
          works.add(typed.typeName());
        } else {
          refused.add(typed);
        }
      }
      assertThat(works).as(function.text()).isNotEmpty();
      for (Typed typed : refused) {
        check(function, parameter, typed, works);
      }
    }
  }

  /** A literal of a type need not exist; what a cast cannot do depends on both of its types. */
  private static void check(Function function, int index, Typed typed, List<String> works) {
    Parameter parameter = function.parameters().get(index);
    List<PlanException> refusals = Calls.refusals(function, index, typed);
    if (Calls.isLiteral(parameter) && refusals.isEmpty()) {
      return;
    }
    String what = function.text() + " with " + typed.typeName() + " as " + parameter.name();
    assertThat(refusals).as(what).isNotEmpty();
    String message = String.valueOf(refusals.getFirst().getMessage());
    if (function == Function.TRY_CAST) {
      assertThat(message).as(what).contains("does not convert to");
    } else {
      assertThat(message).as(what).contains("it works on ").contains(works);
    }
  }
}
