package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The state of one aggregate for all groups of a run. Groups are numbered from 0; columns that are
 * handed in stay with the caller, columns that come out pass to it.
 */
public interface Accumulator extends AutoCloseable {
  /**
   * Makes room for this many groups, whose {@link GroupRecords} are there; new ones have seen
   * nothing.
   */
  default void resize(int groups) {}

  /**
   * Promises, before anything else, that a group is made only together with a row of it: the next
   * {@link #update} or {@link #read} has that row.
   */
  default void groupsComeWithRows() {}

  /** Whether it counts values, and rows that are counted elsewhere would spare it that. */
  default boolean countsRows() {
    return false;
  }

  /** Says where rows are counted; called right after {@link #groupsComeWithRows}, if at all. */
  default void share(RowCounts counts) {}

  /**
   * Takes rows.
   *
   * @param arguments the values, flat; none for an aggregate of rows
   * @param groups the group of each row
   */
  void update(List<Column> arguments, int[] groups, int rows);

  /**
   * As {@link #update} where there is one group only: what is added up can stay in registers.
   *
   * @param zeros as many as there are rows
   */
  default void updateOnly(List<Column> arguments, int[] zeros, int rows) {
    update(arguments, zeros, rows);
  }

  /**
   * Takes the state of another run of the same aggregate, which may be empty after that; all that
   * is left to do with it is to close it.
   *
   * @param groups the group here of each group there
   */
  default void merge(Accumulator other, int[] groups) {
    States.pass(other, this, groups, States.STEP);
  }

  /** The results of consecutive groups. */
  Column finish(int first, int count);

  /** Whether several threads may {@link #finish} groups at a time. */
  default boolean finishesSideBySide() {
    return false;
  }

  /** What the result of a group takes, about. */
  default double bytesPerGroup() {
    return Long.BYTES;
  }

  /** What a row adds at most, about, where it is the first of its group. */
  default double addedBytesPerRow() {
    return bytesPerGroup();
  }

  /** The columns of the state. */
  List<Field> stateFields();

  /** The state of some groups, one row each. */
  List<Column> write(int[] groups, int count);

  /** Merges written state, one row each, into groups. */
  void read(List<Column> state, int[] groups, int rows);

  /** Frees what it holds beside its records. */
  @Override
  default void close() {}
}
