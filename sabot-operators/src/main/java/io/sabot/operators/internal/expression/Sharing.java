package io.sabot.operators.internal.expression;

import io.sabot.batch.Layout;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Function.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Finds equal expressions among all of a step, so that each is computed once. Every value has a
 * number: expressions of one number are the same function of the same values, whatever the columns
 * are called where they were written; but what may fail was written the same, too, as a failure
 * shows it. What is not deterministic equals nothing but itself.
 *
 * <p>Once all are counted it does not change: any number of runs may ask it.
 */
final class Sharing {
  private final int width;
  private final List<BoundExpression> definitions;
  private final Map<BoundExpression, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<BoundExpression, Integer> known = new IdentityHashMap<>();
  private final Map<BoundExpression, Integer> texts = new HashMap<>();
  private final IdentityHashMap<BoundExpression, Integer> read = new IdentityHashMap<>();
  private final IdentityHashMap<BoundExpression, Boolean> named = new IdentityHashMap<>();
  private final List<Integer> uses = new ArrayList<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private int computed;

  /**
   * No expression yet.
   *
   * @param width columns of the input; those behind are definitions
   */
  Sharing(int width, List<BoundExpression> definitions) {
    this.width = width;
    this.definitions = definitions;
    definitions.forEach(definition -> named.put(definition, true));
  }

  /** Counts an expression that will be evaluated, and all it is made of. */
  void use(BoundExpression expression) {
    int number = number(expression);
    uses.set(number, uses.get(number) + 1);
    if (uses.get(number) == 1) {
      BoundExpression resolved = resolved(expression);
      computed += resolved.arguments().isEmpty() || Constants.isConstant(resolved) ? 0 : 1;
      resolved.arguments().forEach(this::use);
    } else {
      place(number, expression);
    }
  }

  /** Counts a definition; its result will be kept, however few look at it. */
  void use(int ordinal) {
    BoundExpression expression = definitions.get(ordinal - width);
    use(expression);
    place(number(expression), expression);
  }

  private void place(int number, BoundExpression expression) {
    if (!(resolved(expression) instanceof BoundColumn)
        && !(resolved(expression) instanceof BoundLiteral)) {
      places.putIfAbsent(number, places.size());
    }
  }

  /** How many different values are computed from others. */
  int computed() {
    return computed;
  }

  /** Results that are kept. */
  int size() {
    return places.size();
  }

  /** What stands behind the name of a computed column; other expressions as they are. */
  BoundExpression resolved(BoundExpression expression) {
    return expression instanceof BoundColumn column && isDefined(column)
        ? resolved(definitions.get(column.ordinal() - width))
        : expression;
  }

  private boolean isDefined(BoundColumn column) {
    return column.ordinal() >= width;
  }

  /** Whether an expression looks at a computed column of values of any length. */
  boolean readsComputedText(BoundExpression expression) {
    return expression instanceof BoundColumn column
        ? isDefined(column) && Layout.of(column.type()) == Layout.VARIABLE
        : expression.arguments().stream().anyMatch(this::readsComputedText);
  }

  /** The place in a memo of the result of an expression, or -1 where it is not kept. */
  int place(BoundExpression expression) {
    Integer number = known.get(expression);
    return number == null ? -1 : places.getOrDefault(number, -1);
  }

  /** Kernels over numbers compute every row anyway; those over text spare what nobody asked for. */
  SharedNode.Reach reach(BoundExpression expression) {
    if (expression.canFail()) {
      return SharedNode.Reach.ASKED_ROWS;
    }
    return named.containsKey(expression) || isCheap(expression)
        ? SharedNode.Reach.EVERY_ROW
        : SharedNode.Reach.ASKED_ROWS;
  }

  private static boolean isCheap(BoundExpression expression) {
    boolean plain =
        expression instanceof BoundCall call
            ? call.function().family() == Family.ARITHMETIC
                || call.function().family() == Family.COMPARISON
                || call.function().family() == Family.LOGIC
                || call.function().family() == Family.NULLS
            : expression instanceof BoundCast || expression.arguments().isEmpty();
    return plain && expression.arguments().stream().allMatch(Sharing::isCheap);
  }

  private int number(BoundExpression expression) {
    Integer number = known.get(expression);
    if (number == null) {
      number = compute(expression);
      known.put(expression, number);
    }
    return number;
  }

  private int compute(BoundExpression expression) {
    if (expression instanceof BoundColumn column && isDefined(column)) {
      return number(resolved(column));
    }
    Integer equal = expression.deterministic() ? numbers.get(canonical(expression)) : null;
    if (equal != null) {
      return equal;
    }
    uses.add(0);
    int number = uses.size() - 1;
    if (expression.deterministic()) {
      numbers.put(canonical(expression), number);
    }
    return number;
  }

  /** The expression over the numbers of its arguments, so that names do not count. */
  private BoundExpression canonical(BoundExpression expression) {
    return expression instanceof BoundColumn column
        ? standIn(column.ordinal(), column)
        : expression.canFail()
            ? over(expression, this::text)
            : over(expression, argument -> -1 - number(argument));
  }

  /** The number of how it reads: of equal ones all columns have the same names, too. */
  private int text(BoundExpression expression) {
    Integer number = read.get(expression);
    if (number == null) {
      number = texts.computeIfAbsent(over(expression, this::text), text -> texts.size());
      read.put(expression, number);
    }
    return number;
  }

  private static BoundExpression over(
      BoundExpression expression, ToIntFunction<BoundExpression> numbers) {
    List<BoundExpression> arguments = new ArrayList<>();
    for (BoundExpression argument : expression.arguments()) {
      arguments.add(standIn(numbers.applyAsInt(argument), argument));
    }
    return arguments.isEmpty() ? expression : expression.withArguments(arguments);
  }

  private static BoundColumn standIn(int number, BoundExpression expression) {
    return new BoundColumn(number, "", expression.type(), true, List.of());
  }
}
