package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.udf;

import io.sabot.expression.Expression;
import io.sabot.stream.Row;
import io.sabot.stream.Stream;
import java.util.List;

/** A user function of plain arithmetic beside the same arithmetic built in, both on Sabot. */
final class FunctionPeers {
  private static final int WARM_UPS = 5;

  private FunctionPeers() {}

  static void ask(PeerReport report, PeerRows rows, PeerOptions options) {
    report.say(
        "%nsum of a user function and of the same built in; ratio: built in over user function");
    Expression function = udf((double price, double rate) -> price * 0.03 + rate).of("v3", "v3");
    Expression builtIn = col("v3").times(0.03).plus(col("v3"));
    Stream one = rows.stream().aggregate(sum(function).as("total"));
    Stream other = rows.stream().aggregate(sum(builtIn).as("total"));
    Answers.requireEqual("user function", answer(one), answer(other), 0);
    PairedRuns.warm(options.warmMillis(), () -> answer(one));
    PairedRuns.warm(options.warmMillis(), () -> answer(other));
    PairedRuns runs =
        PairedRuns.of(WARM_UPS, options.pairs(), () -> answer(one), () -> answer(other));
    double[] spread = runs.speedUps();
    report.say(
        "%-44s %12.6f %12.6f %8.2f %7.2f … %.2f",
        "v3 * 0.03 + v3",
        runs.medianFirst(),
        runs.medianSecond(),
        runs.medianSpeedUp(),
        spread[0],
        spread[spread.length - 1]);
  }

  private static List<Object> answer(Stream stream) {
    return stream.toList().stream().map(Row::values).flatMap(List::stream).toList();
  }
}
