package io.sabot.stream.internal.plan;

import io.sabot.RunOptions;
import io.sabot.operator.Stage;
import io.sabot.source.Source;

/** Prints stages as a tree: the result first, each input indented below the stage that reads it. */
public final class Explain {
  private Explain() {}

  /** One line per stage, for a run with these options; what it takes together stands below it. */
  public static String text(Stage stage, RunOptions options) {
    StringBuilder text = new StringBuilder();
    return Depth.bounded(() -> {
      append(stage, options, 0, text);
      return text.toString();
    });
  }

  private static void append(Stage stage, RunOptions options, int depth, StringBuilder text) {
    String margin = "  ".repeat(depth);
    line(stage, options).lines().forEach(line -> text.append(margin).append(line).append('\n'));
    for (Stage input : stage.inputs()) {
      append(input, options, depth + 1, text);
    }
  }

  private static String line(Stage stage, RunOptions options) {
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
