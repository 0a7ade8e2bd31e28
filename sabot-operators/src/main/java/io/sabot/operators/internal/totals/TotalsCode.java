package io.sabot.operators.internal.totals;

import io.sabot.Backend;
import io.sabot.operators.internal.generate.GeneratedTotals;
import io.sabot.operators.internal.group.GroupShape;
import io.sabot.operators.internal.pipeline.PipelineShape;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates without keys, bound to a schema: made once, for any number of runs.
 *
 * @param pipeline what is done before, or null for nothing
 * @param totals what a loop would do, or null where none does it
 * @param loops the loops, or null
 */
public record TotalsCode(
    @Nullable PipelineShape pipeline,
    GroupShape group,
    @Nullable TotalsShape totals,
    GeneratedTotals.@Nullable Code loops) {

  /** Aggregates over the output of a pipeline, or over the input itself. */
  public static TotalsCode of(@Nullable PipelineShape pipeline, GroupShape group) {
    TotalsShape totals = TotalsShape.of(group, pipeline);
    GeneratedTotals.Code loops =
        totals == null ? null : GeneratedTotals.code(totals.conditions(), totals.sinks());
    return new TotalsCode(pipeline, group, totals, loops);
  }

  /** What {@code explain()} adds: that a loop is generated, and when. */
  public String words(Backend asked) {
    if (loops == null || !GeneratedTotals.isWanted(asked)) {
      return "";
    }
    return asked == Backend.GENERATED ? " [generated]" : " [generated when warm]";
  }
}
