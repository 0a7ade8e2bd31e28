package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Types;
import io.sabot.operators.internal.generate.Form.Room;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The code of one method of a loop: what stays the same, the loop, what comes out of it. */
final class LoopCode {
  private final Template template;
  private final Form form;
  private final CodeBuilder code;
  private final int steps;

  /** The local variable of {@link Operands#gate}. */
  private int gate;

  LoopCode(Template template, Form form, int steps) {
    this.template = template;
    this.form = form;
    this.code = form.code;
    this.steps = steps;
  }

  void write(boolean masked) {
    form.begin(lanes());
    Scope scope = scope(masked);
    gate = Frame.gate(code);
    List<SinkCode> sinks = new ArrayList<>();
    for (int i = 0; i < template.sinks().size(); i++) {
      sinks.add(SinkCode.of(template.sinks().get(i), i, form, steps));
    }
    sinks.forEach(SinkCode::begin);
    boolean apart = steps > 1 && !template.writes();
    Place[] places = apart ? Place.apart(code, steps) : Place.inRow(steps, form.lanes());
    Label head = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(Frame.FROM).iload(Frame.TO).if_icmpge(end);
    for (int number = 0; number < steps; number++) {
      step(number, new Step(form, scope, places[number]), sinks);
    }
    sinks.forEach(SinkCode::iterated);
    int rows = apart ? form.lanes() : form.lanes() * steps;
    code.iinc(Frame.FROM, rows).goto_(head).labelBinding(end);
    sinks.forEach(SinkCode::end);
    form.invoke(Room.STEPS, "any", ConstantDescs.CD_boolean, form.bits(scope.failed()));
    code.ireturn();
  }

  /**
   * Conditions are taken one after the other: what can fail in one matters where those before hold.
   */
  private void step(int number, Step step, List<SinkCode> sinks) {
    Expressions expressions = new Expressions(step);
    int rows = ALWAYS;
    for (BoundExpression condition : template.conditions()) {
      rows = step.and(rows, step.isTrue(expressions.of(condition, rows)));
    }
    Label past = code.newLabel();
    if (rows >= 0 && form.lanes() > 1) {
      goPastEmpty(rows, past);
    }
    for (SinkCode sink : sinks) {
      sink.take(number, step, expressions, rows);
    }
    code.labelBinding(past);
  }

  /** The one place where loops branch: where conditions are selective, most steps end here. */
  private void goPastEmpty(int rows, Label past) {
    form.invoke(Room.STEPS, "any", ConstantDescs.CD_boolean, form.bits(rows));
    code.iload(gate).iand().iload(gate).iconst_1().iushr().ior().ifeq(past);
  }

  private Scope scope(boolean masked) {
    int count = template.columns().size();
    int[] columns = new int[count];
    int[] validities = new int[count];
    for (int i = 0; i < count; i++) {
      columns[i] =
          Lane.of(template.columns().get(i)) == Lane.BIT
              ? Frame.words(code, "bits", i)
              : Frame.segment(code, "columns", i);
      validities[i] = masked ? Frame.words(code, "validities", i) : -1;
    }
    int failed = form.call(Room.LANES, "noBits", Lane.BIT);
    return new Scope(columns, masked ? validities : null, constants(), failed);
  }

  private int[] constants() {
    SortedMap<Integer, Lane> lanes = new TreeMap<>();
    template.expressions().forEach(expression -> collect(expression, lanes));
    int[] slots = new int[lanes.size()];
    lanes.forEach((index, lane) -> slots[index] = constant(index, lane));
    return slots;
  }

  private int constant(int index, Lane lane) {
    Form.Argument bits =
        new Form.Argument(ConstantDescs.CD_long, () -> Frame.constant(code, index));
    return form.call(Room.LANES, Expressions.Layouts.constant(lane), lane, bits);
  }

  /** Lanes that masks go with. */
  private Set<Lane> lanes() {
    Set<Lane> lanes = EnumSet.of(Lane.LONG, Lane.INT);
    if (template.expressions().stream().anyMatch(LoopCode::isFloat)) {
      lanes.add(Lane.FLOAT);
      lanes.add(Lane.DOUBLE);
    }
    return lanes;
  }

  private static boolean isFloat(BoundExpression expression) {
    return Types.isFloat(expression.type())
        || expression.arguments().stream().anyMatch(LoopCode::isFloat);
  }

  /** For each number of a template, the bits of 1. */
  static long[] ones(Template template) {
    SortedMap<Integer, Lane> lanes = new TreeMap<>();
    template.expressions().forEach(expression -> collect(expression, lanes));
    long[] ones = new long[template.constants()];
    lanes.forEach((index, lane) ->
        ones[index] =
            switch (lane) {
              case FLOAT -> Float.floatToRawIntBits(1);
              case DOUBLE -> Double.doubleToRawLongBits(1);
              default -> 1;
            });
    return ones;
  }

  private static void collect(BoundExpression expression, SortedMap<Integer, Lane> lanes) {
    switch (expression) {
      case BoundLiteral literal when Template.isApart(literal.constant()) ->
          lanes.put(((Long) literal.constant().value()).intValue(), Lane.known(literal.type()));
      case BoundCast cast -> collect(cast.argument(), lanes);
      case BoundCall call -> call.arguments().forEach(argument -> collect(argument, lanes));
      default -> {}
    }
  }
}
