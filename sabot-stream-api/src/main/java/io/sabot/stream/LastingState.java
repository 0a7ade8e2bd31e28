package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.UnreadableState;
import io.sabot.internal.snapshot.SnapshotStore;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a job keeps beyond its runs: the states of operators whose rows come from sources that never
 * end and go on where was committed last.
 *
 * @param states their names
 * @param places those of the sources
 */
record LastingState(Set<String> states, Set<String> places) {
  static LastingState of(Stage stage) {
    LastingState found = new LastingState(new LinkedHashSet<>(), new TreeSet<>());
    found.collect(stage);
    return found;
  }

  private void collect(Stage stage) {
    if (stage instanceof Stage.Operate operate) {
      operate
          .operator()
          .keyedState(operate.inputs().stream().map(Stage::schema).toList())
          .ifPresent(name -> {
            Set<String> below = new TreeSet<>();
            placesBelow(stage, below);
            if (!below.isEmpty()) {
              states.add(name);
              places.addAll(below);
            }
          });
    }
    stage.inputs().forEach(this::collect);
  }

  private static void placesBelow(Stage stage, Set<String> places) {
    if (stage instanceof Stage.Read(Source source, Origin origin)
        && source.commits()
        && source.boundedness() == Source.Boundedness.UNBOUNDED) {
      places.add(source.place());
    }
    stage.inputs().forEach(input -> placesBelow(input, places));
  }

  /** Where it is kept; refuses a folder where there is nothing to keep, or that is none. */
  SnapshotStore in(Path directory, UnreadableState unreadable) {
    if (states.isEmpty()) {
      throw Problem.at("withState", ErrorCode.INVALID_ARGUMENT)
          .rule("a state to keep is one by key, of rows that never end and are read as a group")
          .but("this plan has none")
          .cure("leave withState out")
          .plan()
          .from(Origin.capture());
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw Problem.at("withState", ErrorCode.INVALID_ARGUMENT)
          .rule("the path must name a directory")
          .but("\"" + directory + "\" is none")
          .cure("name a directory that all members of the group share; it is made where it is not")
          .plan()
          .from(Origin.capture());
    }
    return new SnapshotStore(directory, String.join(" + ", places), unreadable);
  }

  /** Refuses to lose a state. */
  void require(@Nullable SnapshotStore store) {
    if (store == null && !states.isEmpty()) {
      throw Problem.at("start", ErrorCode.INVALID_ARGUMENT)
          .rule(
              "a job that goes on where was committed last must keep its states, or they would lack"
                  + " all rows before")
          .but("nobody said where to keep " + String.join(", ", states))
          .cure(
              "add withState(directory), one that all members of the group share, or read without a"
                  + " group")
          .plan()
          .from(Origin.capture());
    }
  }
}
