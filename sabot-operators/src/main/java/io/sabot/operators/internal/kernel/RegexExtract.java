package io.sabot.operators.internal.kernel;

import io.sabot.expression.RegularExpression;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** {@code regexp_extract}: a group of the first match, or null. */
public record RegexExtract(@Nullable RegularExpression expression, String options, int group)
    implements TextKernel.Find {
  @Override
  public void find(TextChunk chunk, TextSink sink, long[] ends, long[] valid) {
    RegexCursor cursor = new RegexCursor(chunk, expression, options);
    for (int i = 0; i < chunk.count(); i++) {
      Matcher matcher = cursor.at(i);
      boolean hasGroup = group >= 0 && group <= matcher.groupCount();
      if (!hasGroup && chunk.isLive(i)) {
        throw new TextFailure(
            i,
            "a pattern must have the group that is asked for",
            "'" + matcher.pattern() + "'",
            "take 0 for all of the match, or put parentheses around the part");
      }
      boolean found = hasGroup && cursor.find(matcher) && matcher.start(group) >= 0;
      if (found) {
        cursor.append(matcher.start(group), matcher.end(group), sink);
      }
      valid[i >>> 6] |= (found ? 1L : 0L) << i;
      ends[i] = sink.size();
    }
  }
}
