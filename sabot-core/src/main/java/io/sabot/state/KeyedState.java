package io.sabot.state;

import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What an operator's run keeps of its rows beyond the run, by state group: a part of it can be
 * written, read into another run of the same operator, and dropped. Used by the thread that drives
 * the run.
 */
public interface KeyedState {
  /** Its name, unique within the plan: up to 64 letters, digits, dots, dashes and underscores. */
  String name();

  /**
   * What an earlier state must agree with to be read: one line for each thing, {@code what: value},
   * e.g. {@code keys: city Utf8}. The columns of {@link #schema} go without saying.
   */
  String shape();

  /** The columns of the rows it is written as. */
  Schema schema();

  /**
   * The groups whose rows are not those that were last written or read. A group counts as unchanged
   * once it was written, read or dropped.
   */
  Set<Integer> changed();

  /** Gives the rows of a group; the state stays as it is. */
  void write(int group, StateOutput to);

  /** Takes the rows of a group that it has none of. */
  void read(int group, StateInput from);

  /** Forgets a group. */
  void drop(int group);
}
