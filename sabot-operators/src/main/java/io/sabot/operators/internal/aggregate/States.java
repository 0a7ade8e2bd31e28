package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;

/** State that lies in two places, as one list of columns. */
final class States {
  /** Groups whose state is copied at a time. */
  static final int STEP = 1 << 12;

  private States() {}

  /**
   * Writes the state of all groups of one, some at a time, and reads it into another.
   *
   * @param groups the group there of each group that is written, by its number
   * @param step groups at a time
   */
  static void pass(Accumulator from, Accumulator to, int[] groups, int step) {
    int[] written = new int[Math.min(step, groups.length)];
    int[] read = new int[written.length];
    for (int first = 0; first < groups.length; first += step) {
      int count = Math.min(step, groups.length - first);
      for (int i = 0; i < count; i++) {
        written[i] = first + i;
        read[i] = groups[first + i];
      }
      List<Column> state = from.write(written, count);
      try {
        to.read(state, read, count);
      } finally {
        state.forEach(Column::close);
      }
    }
  }

  static List<Field> fields(List<Field> first, List<Field> second) {
    List<Field> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Columns of both, which pass to the caller. */
  static List<Column> columns(Supplier<List<Column>> first, Supplier<List<Column>> second) {
    List<Column> all = new ArrayList<>(first.get());
    try {
      all.addAll(second.get());
      return all;
    } catch (Throwable failure) {
      all.forEach(Column::close);
      throw failure;
    }
  }
}
