package io.sabot.internal.snapshot;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.state.KeyedState;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;

/** What can be wrong with what is kept, in words that name the file, the rule and the choices. */
final class SnapshotProblems {
  private static final String CHOICES =
      "withState(…, UnreadableState.USE_OLDER) takes an older snapshot, UnreadableState.BEGIN_EMPTY"
          + " begins without";

  private SnapshotProblems() {}

  /** Reading or writing of files. */
  interface Files<T> {
    T run() throws IOException;
  }

  static <T> T writing(KeyedState state, SnapshotFolder folder, Files<T> files) {
    try {
      return files.run();
    } catch (ClosedByInterruptException interrupt) {
      throw interrupted(state);
    } catch (IOException failure) {
      throw Problem.at(where(state), ErrorCode.SPILL_FAILED)
          .rule("snapshots must be written below " + folder)
          .but("it failed: " + failure)
          .cause(failure)
          .cure(
              "check that the directory of withState exists, may be written and has room; nothing"
                  + " is committed without its state")
          .run();
    }
  }

  static <T> T reading(KeyedState state, SnapshotFolder folder, Files<T> files) {
    try {
      return files.run();
    } catch (IOException failure) {
      throw Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
          .rule("the directory of withState must be readable at " + folder)
          .but("it failed: " + failure)
          .cause(failure)
          .cure("check that it is there and may be read")
          .run();
    }
  }

  static RuntimeException unreadable(KeyedState state, Path file, IOException failure) {
    if (failure instanceof ClosedByInterruptException) {
      return interrupted(state);
    }
    return Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
        .rule("the snapshot that the last commit names must be whole in " + file)
        .but(
            switch (failure) {
              case NoSuchFileException missing -> "there is no such file";
              case DamagedSnapshotException damaged -> String.valueOf(damaged.getMessage());
              default -> "it cannot be read: " + failure;
            })
        .cause(failure)
        .cure("bring the file back, or choose: " + CHOICES)
        .run();
  }

  /** A run that has lost the group without noticing; the next one is given what stands now. */
  static RestartException outlived(KeyedState state, Path file, RuntimeException missing) {
    return Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
        .rule("a run must hold a group while it reads the state in " + file)
        .but("there is no such file, and a later one: another run has committed since")
        .cause(missing)
        .cure(
            "the run begins anew from what was committed; where it comes back to this file, bring"
                + " it back, or choose: "
                + CHOICES)
        .restart();
  }

  static RuntimeException otherShape(
      KeyedState state, Path file, SnapshotHeader.Difference difference) {
    return Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
        .rule(
            "the plan must keep what is kept in %s, where %s were %s"
                .formatted(file, difference.what(), difference.then()))
        .but("they are " + difference.now())
        .cure(
            "run the plan as it was, or choose: UnreadableState.BEGIN_EMPTY begins without; a group"
                + " of another name begins with all records")
        .run();
  }

  static RuntimeException unknownNote(KeyedState state, int group, String note) {
    return Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
        .rule("what is noted with the last commit of group " + group + " must name its snapshots")
        .but("it is \"" + note + "\"")
        .cure(
            "read as a group of its own, which nothing else commits, or choose:"
                + " UnreadableState.BEGIN_EMPTY begins without")
        .run();
  }

  static RuntimeException notNoted(KeyedState state, int group, Collection<String> names) {
    return Problem.at(where(state), ErrorCode.INVALID_SNAPSHOT)
        .rule("the last commit of group " + group + " must name a snapshot of each state")
        .but("it names those of " + String.join(", ", names))
        .cure(
            "call the state as it was called, with named(…); for one that is new choose:"
                + " UnreadableState.BEGIN_EMPTY begins without")
        .run();
  }

  static RuntimeException assignedTwice(KeyedState state, int group) {
    return Problem.at(where(state), ErrorCode.INVALID_ARGUMENT)
        .rule("the rows of a state group must come from one source")
        .but("group " + group + " comes from two, whose partitions move separately")
        .cure("read both topics as one source, or keep a state for each")
        .run();
  }

  private static CancelledException interrupted(KeyedState state) {
    return new CancelledException(
        Problem.at(where(state), ErrorCode.CANCELLED)
            .rule("the thread of a run must not be interrupted")
            .but("\"" + Thread.currentThread().getName() + "\" was")
            .cure("the run is cancelled and freed; start it again if that was not meant")
            .problem(),
        null);
  }

  private static String where(KeyedState state) {
    return "state " + state.name();
  }
}
