package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/** State that lies in two places, as one list of columns. */
final class States {
  /** Groups whose state is copied at a time. */
  static final int STEP = 1 << 14;

  private States() {}

  /**
   * Writes the state of some groups of one and reads it into another.
   *
   * @param groups the group there of each group that is written, by its number
   * @param first the first that is written
   * @param end behind the last
   */
  static void pass(Accumulator from, Accumulator to, int[] groups, int first, int end) {
    int[] wanted = IntStream.range(first, end).toArray();
    List<Column> state = from.write(wanted, wanted.length);
    try {
      to.read(state, Arrays.copyOfRange(groups, first, end), wanted.length);
    } finally {
      state.forEach(Column::close);
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
