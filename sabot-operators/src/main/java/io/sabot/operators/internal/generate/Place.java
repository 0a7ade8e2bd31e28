package io.sabot.operators.internal.generate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.stream.IntStream;

/**
 * Where the rows of a step lie, seen from the first row of the iteration.
 *
 * @param behind how many rows behind it; 0 where that is not known before the loop runs
 * @param local the local variable in which the number of rows stands then, as a long; else −1
 */
record Place(int behind, int local) {
  static final Place FIRST = behind(0);

  private static Place behind(int rows) {
    return new Place(rows, -1);
  }

  /** Steps one behind the other. */
  static Place[] inRow(int steps, int lanes) {
    return IntStream.range(0, steps).mapToObj(step -> behind(step * lanes)).toArray(Place[]::new);
  }

  /**
   * Steps that share the rows of the loop in equal parts, each going through one of them. Reading
   * from several places at once hides more of the time that memory takes to answer. Writes the code
   * that finds the places, and makes the loop end with the first part.
   */
  static Place[] apart(CodeBuilder code, int steps) {
    Place[] places = new Place[steps];
    places[0] = FIRST;
    int part = code.allocateLocal(TypeKind.INT);
    code.iload(Frame.TO).iload(Frame.FROM).isub().loadConstant(steps).idiv().istore(part);
    code.iload(Frame.FROM).iload(part).iadd().istore(Frame.TO);
    for (int i = 1; i < steps; i++) {
      places[i] = new Place(0, code.allocateLocal(TypeKind.LONG));
      code.iload(part).loadConstant(i).imul().i2l().lstore(places[i].local);
    }
    return places;
  }

  /** Adds the rows to a row on the stack. */
  void addRows(CodeBuilder code) {
    if (local >= 0) {
      code.lload(local).l2i().iadd();
    } else if (behind > 0) {
      code.loadConstant(behind).iadd();
    }
  }

  /** Adds the bytes of the rows to an offset on the stack. */
  void addBytes(CodeBuilder code, int width) {
    if (local >= 0) {
      code.lload(local).loadConstant(Integer.numberOfTrailingZeros(width)).lshl().ladd();
    } else if (behind > 0) {
      code.loadConstant((long) behind * width).ladd();
    }
  }
}
