package io.sabot.internal.run;

import io.sabot.RunOptions;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Granularity;
import io.sabot.operator.OperatorProperties.State;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import io.sabot.source.Split;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stages that several workers run at once, each on rows of its own: operators to which rows of
 * their first input are independent, one behind the other, and maybe one at the end whose state can
 * be merged. What joins keep of other inputs is read by the driver before, and shared.
 *
 * @param stages first things first
 * @param input what gives the rows
 * @param workers how many there are at most, at least two
 * @param results what becomes of what the workers make
 */
public record Segment(List<Stage.Operate> stages, Stage input, int workers, Results results) {
  /** What becomes of what workers make. */
  public enum Results {
    /** Their batches leave in the order of the input. */
    IN_ORDER,
    /** Their batches leave as they are made. */
    IN_ANY_ORDER,
    /** Their states are merged when the input has ended. */
    MERGED
  }

  public Segment {
    stages = List.copyOf(stages);
  }

  /** The segment that ends with a stage, or null where that runs on one thread. */
  public static @Nullable Segment of(Stage stage, RunOptions options) {
    if (options.parallelism() == 1 || !(stage instanceof Stage.Operate last)) {
      return null;
    }
    OperatorProperties properties = properties(last);
    boolean merges = properties.state() == State.MERGEABLE;
    if (!merges && !isSpread(properties)) {
      return null;
    }
    List<Stage.Operate> stages = new ArrayList<>(List.of(last));
    int workers = workers(properties, options.parallelism());
    Stage input = last.inputs().getFirst();
    while (input instanceof Stage.Operate next && isSpread(properties(next))) {
      stages.addFirst(next);
      workers = workers(properties(next), workers);
      input = next.inputs().getFirst();
    }
    return workers > 1 && isReadAnywhere(input)
        ? new Segment(stages, input, workers, merges ? Results.MERGED : batches(options))
        : null;
  }

  private static Results batches(RunOptions options) {
    return switch (options.rowOrder()) {
      case KEPT -> Results.IN_ORDER;
      case FREE -> Results.IN_ANY_ORDER;
    };
  }

  private static OperatorProperties properties(Stage.Operate stage) {
    return stage.operator().properties(stage.inputs().stream().map(Stage::schema).toList());
  }

  private static boolean isSpread(OperatorProperties properties) {
    boolean independent =
        properties.granularity() == Granularity.ROW || properties.state() == State.SHARED;
    return independent && properties.parallelismHint() != 1;
  }

  private static int workers(OperatorProperties properties, int most) {
    return properties.parallelismHint() == 0 ? most : Math.min(most, properties.parallelismHint());
  }

  private static boolean isReadAnywhere(Stage stage) {
    return switch (stage) {
      case Stage.Read(Source source, var origin) ->
          source.readers() == Source.Readers.ANY_THREAD
              && source.boundedness() == Source.Boundedness.BOUNDED;
      case Stage.Operate operate -> operate.inputs().stream().allMatch(Segment::isReadAnywhere);
    };
  }

  /** No stages, for pieces of what a stage does, which are worked on as they are. */
  Segment piecesOf(Stage stage) {
    return new Segment(List.of(), stage, workers, Results.IN_ORDER);
  }

  /** What gives the rows that leave. */
  Stage last() {
    return stages.isEmpty() ? input : stages.getLast();
  }

  /**
   * Whether something may come when all morsels are through: what was merged, or what joins have
   * kept back.
   */
  boolean givesAtEnd() {
    return results == Results.MERGED
        || stages.stream().anyMatch(stage -> properties(stage).state() == State.SHARED);
  }

  /**
   * Whether several threads work on the end of what was merged. Not behind a join, which may give
   * rows when all morsels are through.
   */
  boolean endsInParts() {
    return results == Results.MERGED
        && stages.stream().noneMatch(stage -> properties(stage).state() == State.SHARED);
  }

  /** Whether stages have inputs besides the one that gives the rows. */
  boolean hasSides() {
    return stages.stream().anyMatch(stage -> stage.inputs().size() > 1);
  }

  /**
   * Whether each worker reads splits of its own. Not where order counts: all but the first split
   * would have to wait.
   */
  boolean takes(List<Split> splits) {
    return results != Results.IN_ORDER
        && splits.size() > 1
        && input instanceof Stage.Read(Source source, var origin)
        && source.waiting() == Source.Waiting.BLOCKS_THREAD
        && source.reopening() == Source.Reopening.ANY_TIMES;
  }
}
