package io.sabot.stream;

import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import java.util.List;

/** A stream with keys that waits for its aggregates. */
public final class GroupedStream {
  private final Stream input;
  private final List<Expression> keys;

  GroupedStream(Stream input, List<Expression> keys) {
    this.input = input;
    this.keys = keys;
  }

  /**
   * One row per key: the key columns, then one column per aggregate under the name asked for. No
   * order is promised. The input must end, unless {@link Stream#emitChanges} stands right behind.
   */
  public Stream aggregate(Aggregate... aggregates) {
    return input.grouped(keys, Stream.listOf("aggregates", aggregates));
  }
}
