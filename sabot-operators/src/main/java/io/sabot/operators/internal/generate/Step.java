package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;
import static io.sabot.operators.internal.generate.Value.NEVER;

import io.sabot.operators.internal.generate.Form.Argument;
import io.sabot.operators.internal.generate.Form.Room;
import java.util.HashMap;
import java.util.Map;

/**
 * The code of one step: one row, or one vector of rows. Nothing branches; where a row takes no part
 * in something, a set of rows says so. Sets of rows are local variables, or {@link Value#ALWAYS}
 * and {@link Value#NEVER}.
 */
final class Step {
  final Form form;
  final Scope scope;

  private final Place place;

  private final Map<Object, Value> known = new HashMap<>();

  Step(Form form, Scope scope, Place place) {
    this.form = form;
    this.scope = scope;
    this.place = place;
  }

  /** What has been computed. */
  Map<Object, Value> known() {
    return known;
  }

  /** Where values of the first row of the step lie in the memory of a segment. */
  Argument at(int segment, int width) {
    return form.at(segment, place, width);
  }

  /** The first row of the step. */
  Argument row() {
    return form.row(place);
  }

  /** A set of all rows, or of none. */
  int constant(boolean all) {
    return form.call(Room.LANES, all ? "allBits" : "noBits", Lane.BIT);
  }

  /** A set in a local variable. */
  int set(int rows) {
    return rows >= 0 ? rows : constant(rows == ALWAYS);
  }

  /** Rows in both sets. */
  int and(int a, int b) {
    if (a == NEVER || b == NEVER) {
      return NEVER;
    }
    if (a == ALWAYS || a == b) {
      return b;
    }
    return b == ALWAYS ? a : form.call(Room.STEPS, "and", Lane.BIT, form.bits(a), form.bits(b));
  }

  /** Rows in either set. */
  int or(int a, int b) {
    if (a == ALWAYS || b == ALWAYS) {
      return ALWAYS;
    }
    if (a == NEVER || a == b) {
      return b;
    }
    return b == NEVER ? a : form.call(Room.STEPS, "or", Lane.BIT, form.bits(a), form.bits(b));
  }

  /** Rows that are not in a set. */
  int not(int a) {
    return switch (a) {
      case ALWAYS -> NEVER;
      case NEVER -> ALWAYS;
      default -> form.call(Room.STEPS, "not", Lane.BIT, form.bits(a));
    };
  }

  /** Rows in the first set and not in the second. */
  int without(int a, int b) {
    if (a == NEVER || b == ALWAYS) {
      return NEVER;
    }
    if (b == NEVER) {
      return a;
    }
    return a == ALWAYS
        ? not(b)
        : form.call(Room.STEPS, "andNot", Lane.BIT, form.bits(a), form.bits(b));
  }

  /** Where a predicate is true. */
  int isTrue(Value predicate) {
    return and(predicate.slot(), predicate.valid());
  }

  /** Where a predicate is false. */
  int isFalse(Value predicate) {
    return without(predicate.valid(), predicate.slot());
  }

  /** The second value on the rows of a set, the first one elsewhere. */
  Value blend(Value a, Value b, int rows) {
    if (rows == ALWAYS || rows == NEVER) {
      return rows == ALWAYS ? b : a;
    }
    int valid = or(without(a.valid(), rows), and(b.valid(), rows));
    if (a.valid() == ALWAYS && b.valid() == ALWAYS) {
      valid = ALWAYS;
    }
    return new Value(a.lane(), blend(a.lane(), a.slot(), b.slot(), rows), valid);
  }

  int blend(Lane lane, int a, int b, int rows) {
    return form.call(
        Room.STEPS, "blend", lane, form.value(lane, a), form.value(lane, b), form.bits(rows));
  }

  /** Notes that something failed, on those rows of a set that matter. */
  void fail(int rows, int active, int valid) {
    int failed = and(and(rows, valid), active);
    if (failed != NEVER) {
      form.callInto(
          scope.failed(),
          Room.STEPS,
          "or",
          Lane.BIT,
          form.bits(set(failed)),
          form.bits(scope.failed()));
    }
  }
}
