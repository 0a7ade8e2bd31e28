package io.sabot.operators.internal.kernel;

import io.sabot.expression.RegularExpression;
import org.jspecify.annotations.Nullable;

/** {@code regexp_matches}: whether a match is found. */
public record RegexTest(@Nullable RegularExpression expression, String options)
    implements TextKernel.Test {
  @Override
  public void test(TextChunk chunk, long[] bits) {
    RegexCursor cursor = new RegexCursor(chunk, expression, options);
    for (int i = 0; i < chunk.count(); i++) {
      boolean hit = cursor.find(cursor.at(i));
      bits[i >>> 6] |= (hit ? 1L : 0L) << i;
    }
  }
}
