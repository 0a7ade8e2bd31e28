package io.sabot.stream;

import io.sabot.Origin;
import io.sabot.SabotException;
import io.sabot.operator.Stage;
import io.sabot.operators.Union;
import io.sabot.sink.Sink;
import io.sabot.sink.Upstream;
import io.sabot.source.Source;
import io.sabot.source.Source.Boundedness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a stream brings to a sink: which of its sources give the rows that arrive there. */
final class Upstreams {
  private Upstreams() {}

  /** The sink, as a job needs it that brings a stream to it. */
  static Sink within(Stream stream, Sink sink, Duration interval) {
    if (!sink.commitsOffsets()) {
      return sink;
    }
    List<Source> sources = new ArrayList<>();
    collect(stream.stage(), sources);
    Boundedness boundedness = stream.isBounded() ? Boundedness.BOUNDED : Boundedness.UNBOUNDED;
    try {
      return sink.within(new Upstream(sources, boundedness, interval));
    } catch (SabotException refused) {
      throw refused.from(Origin.capture());
    }
  }

  private static void collect(Stage stage, List<Source> sources) {
    switch (stage) {
      case Stage.Read read -> sources.add(read.source());
      case Stage.Operate operate when operate.operator() instanceof Union ->
          operate.inputs().forEach(input -> collect(input, sources));
      case Stage.Operate operate ->
          streams(operate.inputs()).forEach(input -> collect(input, sources));
    }
  }

  /** Inputs that do not end, or have a place to go on from; beside these, others are tables. */
  private static List<Stage> streams(List<Stage> inputs) {
    List<Stage> endless = inputs.stream().filter(input -> !isBounded(input)).toList();
    List<Stage> found =
        endless.isEmpty() ? inputs.stream().filter(Upstreams::commits).toList() : endless;
    return found.isEmpty() ? inputs : found;
  }

  private static boolean commits(Stage stage) {
    return switch (stage) {
      case Stage.Read read -> read.source().commits();
      case Stage.Operate operate -> operate.inputs().stream().anyMatch(Upstreams::commits);
    };
  }

  private static boolean isBounded(Stage stage) {
    return switch (stage) {
      case Stage.Read read -> read.source().boundedness() == Boundedness.BOUNDED;
      case Stage.Operate operate -> operate.inputs().stream().allMatch(Upstreams::isBounded);
    };
  }
}
