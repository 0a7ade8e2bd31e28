package io.sabot.operators.internal.pipeline;

import io.sabot.Origin;
import io.sabot.SabotException;
import java.util.function.Supplier;

/**
 * Who asked for a part of a pipeline: failures name it as if it ran alone.
 *
 * @param name the operator
 * @param origin the line that wrote it
 */
public record Verb(String name, Origin origin) {
  /** Does its work; a failure gets its line. */
  public <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (SabotException failure) {
      throw failure.from(origin);
    }
  }
}
