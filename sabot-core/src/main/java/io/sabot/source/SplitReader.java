package io.sabot.source;

import io.sabot.SabotException;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over a split, by one thread at a time. {@link #poll} gives batches, signals, a wake-up
 * or the end, never {@link Step#NEEDS_INPUT}. Batches pass to the poller.
 */
public interface SplitReader extends AutoCloseable {
  /** The next step. */
  Step poll();

  /**
   * The number of the next batch within the split: where a reader that {@link #seek}s goes on.
   *
   * @throws io.sabot.RunException where the reader counts none, as those of single-use sources
   */
  default long position() {
    throw NoPositions.refused();
  }

  /**
   * Goes on from a position of the same split, given by this reader or another.
   *
   * @throws io.sabot.RunException where the reader counts none
   */
  default void seek(long position) {
    throw NoPositions.refused();
  }

  /**
   * Whether it keeps its place somewhere outside, such as with a message broker: then it is told by
   * {@link #mark} and {@link #commit}, where the run commits, and stays open until the end of it.
   */
  default boolean commits() {
    return false;
  }

  /**
   * Remembers under an id the place behind all that was given so far. Called between polls; ids
   * rise.
   */
  default void mark(long id) {}

  /**
   * Whether it has read on since the last {@link #mark}, also where no rows came of it: records
   * that it left out are a place to commit, too. May be asked by any thread at any time.
   */
  default boolean hasMoved() {
    return false;
  }

  /**
   * What was given before this mark has arrived where it goes: says outside that reading goes on
   * behind it, and returns when that is durable. Only marks that were made are committed. Called
   * between polls, also when all was given; marks before this one are forgotten.
   *
   * @param notes what to note with the place of each state group, and give again with {@link
   *     io.sabot.operator.Signal.GroupsAssigned}: up to {@value #NOTE_BYTES} bytes. Where there are
   *     notes, groups without one are not committed; where there are none, no state is kept, and
   *     all are committed without
   * @return the groups whose notes were committed: not those that others read by now
   */
  default Set<Integer> commit(long id, Map<Integer, String> notes) {
    return Set.of();
  }

  /** The most bytes of a note. */
  int NOTE_BYTES = 1000;

  /**
   * What a sink commits in place of this reader, within its own transaction; see {@link
   * io.sabot.sink.Sink#commitsOffsets}. Called as {@link #commit} would be; {@link #committed}
   * follows when that is durable.
   */
  default Object offsets(long id, Map<Integer, String> notes) {
    throw NoPositions.refused();
  }

  /** A sink has committed the {@link #offsets} of a mark; marks before it are forgotten. */
  default void committed(long id) {}

  /**
   * Goes back to what was committed last and forgets all it has given since, to be read by another
   * run of the same job: what a reader does that is dear to open, because others notice. False
   * where it cannot; it is closed then, and another is opened in its place.
   *
   * @param context of the run that reads it from now on
   */
  default boolean rewind(RunContext context) {
    return false;
  }

  /** How far it is. May be asked by any thread at any time. */
  default Progress progress() {
    return Progress.UNKNOWN;
  }

  /**
   * What keeps it from reading at this moment, where it waits until that is over, such as brokers
   * that are away; empty where nothing does. May be asked by any thread at any time.
   */
  default Optional<SabotException> obstacle() {
    return Optional.empty();
  }

  /**
   * Asks a poll that waits for rows on another thread to give up, because the run has ended; by
   * what it returns or throws does not matter. The one method that is called while another runs.
   */
  default void stop() {}

  @Override
  void close();

  /** A reader without rows. */
  static SplitReader empty() {
    return new SplitReader() {
      @Override
      public Step poll() {
        return Step.DONE;
      }

      @Override
      public void close() {}
    };
  }
}
