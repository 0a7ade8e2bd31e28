package io.sabot.source;

import io.sabot.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What a source took of a {@link ScanRequest}.
 *
 * @param source the source that does it
 * @param columnsTaken whether its schema is now the requested columns
 * @param residual what is left of the predicate to be filtered behind the source, or null
 * @param limitTaken whether it stops by itself
 */
public record Accepted(
    Source source, boolean columnsTaken, @Nullable Expression residual, boolean limitTaken) {

  /** The source as it was. */
  public static Accepted nothing(Source source) {
    return new Accepted(source, false, null, false);
  }

  /** A source narrowed to the requested columns, with the whole predicate left over. */
  public static Accepted columns(Source narrowed, ScanRequest request) {
    return new Accepted(narrowed, true, request.predicate(), false);
  }
}
