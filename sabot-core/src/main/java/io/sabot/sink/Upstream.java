package io.sabot.sink;

import io.sabot.source.Source;
import io.sabot.source.Source.Boundedness;
import java.time.Duration;
import java.util.List;

/**
 * What a job brings to its sink.
 *
 * @param sources those whose rows become rows of the sink; not the table of a join, which is read
 *     anew by each run
 * @param boundedness whether the stream ends, and so is committed once
 * @param interval how long rows may wait to be committed where it does not
 */
public record Upstream(List<Source> sources, Boundedness boundedness, Duration interval) {
  public Upstream {
    sources = List.copyOf(sources);
  }
}
