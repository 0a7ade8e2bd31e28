package io.sabot.source;

import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/** A source of batches: immutable, thread-safe, opened anew by each run. */
public interface Source {
  /** What errors and {@code explain()} call it, e.g. {@code parquet flights.parquet}. */
  String name();

  /** The schema of every batch, dictionary-encoded columns shown decoded. Known without a run. */
  Schema schema();

  /** Whether it ends. */
  Boundedness boundedness();

  /** Whether it can be read more than once. */
  default Reopening reopening() {
    return Reopening.ANY_TIMES;
  }

  /** How its readers wait. */
  default Waiting waiting() {
    return Waiting.BLOCKS_THREAD;
  }

  /** Which threads of a run read it. */
  default Readers readers() {
    return Readers.DRIVER;
  }

  /**
   * Whether its readers keep their place somewhere outside, where a run commits; see {@link
   * SplitReader#commits}.
   */
  default boolean commits() {
    return false;
  }

  /**
   * Whether other runs, maybe in other processes, read other partitions of it, so that a run sees a
   * part of the rows only. By default those that keep their place outside and never end.
   */
  default boolean isShared() {
    return commits() && boundedness() == Boundedness.UNBOUNDED;
  }

  /**
   * What tells the place that its readers keep from those of others, the same in each run that goes
   * on from it: for a topic its name and that of the group.
   */
  default String place() {
    return name();
  }

  /**
   * Columns of which equal values always lie in the same partition, as whoever made the source has
   * promised; none where nothing was. Runs that share the partitions can keep state only by keys
   * that contain them.
   */
  default List<String> partitionedBy() {
    return List.of();
  }

  /**
   * The same source with one column more behind the others, {@link
   * io.sabot.state.StateGroups#COLUMN}: int32, never null, the partition of the row. Its readers
   * say with {@link io.sabot.operator.Signal.GroupsAssigned} which groups are theirs before the
   * first row of each. Empty where it cannot.
   */
  default Optional<Source> withStateGroups() {
    return Optional.empty();
  }

  /** What is known of its rows without reading them. */
  default Statistics statistics() {
    return Statistics.UNKNOWN;
  }

  /** What {@code explain()} says about it besides its columns and rows. */
  default List<String> details() {
    return List.of();
  }

  /** Whether its batches are known to be well-formed; others are checked once, as they enter. */
  default Trust trust() {
    return Trust.CHECKED;
  }

  /**
   * Takes over what it can of a request. The default takes nothing; whatever is not taken is done
   * by operators behind the source.
   */
  default Accepted accept(ScanRequest request) {
    return Accepted.nothing(this);
  }

  /**
   * The same source, which may leave out parts of which no row passes a filter that becomes known
   * in the run; this one where it cannot tell. Rows that do not pass may come all the same.
   */
  default Source filtered(LateFilter filter) {
    return this;
  }

  /**
   * Parts that can be read independently; read one after the other they give the source's order.
   * Called once per run; a single-use source refuses the second call.
   */
  List<Split> splits();

  /** Whether a source ends. */
  enum Boundedness {
    /** It ends. */
    BOUNDED,
    /** It may never end. */
    UNBOUNDED
  }

  /** Whether a source can be read again. */
  enum Reopening {
    /** Any number of times, also at the same time. */
    ANY_TIMES,
    /** Once. */
    ONCE
  }

  /** How a reader waits for rows. */
  enum Waiting {
    /** A poll may take as long as the file or iterator beneath it takes. */
    BLOCKS_THREAD,
    /** A poll returns at once, with a wake-up where there is nothing yet. */
    WAKES_UP
  }

  /** Which threads of a run read a source. */
  enum Readers {
    /** The one that drives the run: reading may block, or depend on its thread. */
    DRIVER,
    /**
     * Any: one reader is used by one thread at a time, but each time by another; readers of
     * different splits also at the same time. Polls end soon.
     */
    ANY_THREAD
  }

  /** Whether batches are checked as they enter. */
  enum Trust {
    /** Checked. */
    CHECKED,
    /** Built by this library's own readers, or vouched for by the user. */
    TRUSTED
  }
}
