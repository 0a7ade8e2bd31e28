package io.sabot.stream.internal.plan;

import io.sabot.RunOptions;
import io.sabot.internal.run.Segment;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import org.jspecify.annotations.Nullable;

/** Prints stages as a tree: the result first, each input indented below the stage that reads it. */
public final class Explain {
  private final RunOptions options;
  private final StringBuilder text = new StringBuilder();

  private Explain(RunOptions options) {
    this.options = options;
  }

  /** One line per stage, for a run with these options; what it takes together stands below it. */
  public static String text(Stage stage, RunOptions options) {
    return Depth.bounded(() -> {
      Explain explain = new Explain(options);
      explain.append(stage, null, 0);
      return explain.text.toString();
    });
  }

  /**
   * A stage that is no part of the segment of the one above may begin another; only first inputs
   * are part of it.
   */
  private void append(Stage stage, @Nullable Segment above, int depth) {
    Segment segment =
        above != null && !stage.equals(above.input()) ? above : Segment.of(stage, options);
    String workers = segment == null ? "" : workers(segment);
    for (String line : line(stage).lines().toList()) {
      text.append("  ".repeat(depth)).append(line).append(workers).append('\n');
      workers = "";
    }
    for (int i = 0; i < stage.inputs().size(); i++) {
      append(stage.inputs().get(i), i == 0 ? segment : null, depth + 1);
    }
  }

  private static String workers(Segment segment) {
    String order =
        switch (segment.results()) {
          case IN_ORDER -> ", in order";
          case IN_ANY_ORDER -> ", in any order";
          case MERGED -> "";
        };
    return " [up to %d threads%s]".formatted(segment.workers(), order);
  }

  private String line(Stage stage) {
    return switch (stage) {
      case Stage.Operate operate ->
          operate
              .operator()
              .explain(options, operate.inputs().stream().map(Stage::schema).toList());
      case Stage.Read read -> "Scan[" + read.source().name() + ", " + details(read.source()) + "]";
    };
  }

  private static String details(Source source) {
    StringBuilder text = new StringBuilder("columns=");
    text.append(source.schema().getFields().stream().map(field -> field.getName()).toList());
    source.details().forEach(detail -> text.append(", ").append(detail));
    source.statistics().rows().ifPresent(rows -> text.append(", rows=").append(rows));
    if (source.boundedness() == Source.Boundedness.UNBOUNDED) {
      text.append(", unbounded");
    }
    if (source.reopening() == Source.Reopening.ONCE) {
      text.append(", single use");
    }
    return text.toString();
  }
}
