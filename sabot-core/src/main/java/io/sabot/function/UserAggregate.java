package io.sabot.function;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of the user's own, batch by batch. A description like this one keeps nothing; what
 * is known of groups lies in {@link Groups}, one per run and thread, which are merged, written to
 * disk and read back as columns. It therefore works wherever built-in aggregates do: on several
 * threads, in snapshots, and where memory does not hold all groups.
 *
 * <pre>{@code
 * flights.groupBy("origin").aggregate(aggregate(new Longest(), col("delay")).as("longest"))
 * }</pre>
 */
public interface UserAggregate {
  /** What plans and messages call it. */
  String name();

  /**
   * The type of the results.
   *
   * @param arguments the columns it is given
   * @return null where it cannot take these; the plan is refused then, with {@link #takes}
   */
  @Nullable ArrowType resultType(List<Field> arguments);

  /** What it takes, as in "a Float64 column"; for messages. */
  String takes();

  /**
   * The columns of the state of a group, of which each row is one group.
   *
   * @param arguments the columns it is given
   */
  List<Field> state(List<Field> arguments);

  /**
   * No groups yet.
   *
   * @param arguments the columns it is given
   * @param allocator of the run, for off-heap state
   */
  Groups create(List<Field> arguments, BufferAllocator allocator);

  /**
   * What is known of groups, which are numbered from 0. Called by one thread at a time. Vectors
   * that are handed in are lent for the call; nulls are among them.
   */
  interface Groups extends AutoCloseable {
    /** Makes room for this many groups; the new ones have seen no row. */
    void resize(int groups);

    /**
     * Takes rows.
     *
     * @param arguments a vector per argument
     * @param groups the group of each row
     */
    void update(List<FieldVector> arguments, int[] groups, int rows);

    /**
     * Writes the state of some groups.
     *
     * @param groups their numbers, the first {@code count} of which count
     * @param state a vector per column of {@link UserAggregate#state}, with room for as many rows
     *     of fixed width
     */
    void write(int[] groups, int count, List<FieldVector> state);

    /**
     * Merges what another wrote into groups that have seen rows themselves, or not.
     *
     * @param state a vector per column of {@link UserAggregate#state}
     * @param groups the group here of each row
     */
    void merge(List<FieldVector> state, int[] groups, int rows);

    /**
     * Gives results; those that are not set are null. More rows may come after that.
     *
     * @param results with room for {@code count} rows of fixed width
     */
    void finish(int first, int count, FieldVector results);

    /** Bytes held, on the heap or off it, about; counted against the memory of the run. */
    long bytes();

    @Override
    void close();
  }
}
