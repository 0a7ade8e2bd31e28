package io.sabot.testkit;

import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.source.Statistics;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** A source that watches, or disturbs, the readers of another. */
abstract class SourceWrapper implements Source {
  private final Source source;

  SourceWrapper(Source source) {
    this.source = source;
  }

  abstract SplitReader wrap(SplitReader reader);

  @Override
  public List<Split> splits() {
    return source.splits().stream()
        .map(split -> (Split) context -> wrap(split.open(context)))
        .toList();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public Boundedness boundedness() {
    return source.boundedness();
  }

  @Override
  public Reopening reopening() {
    return source.reopening();
  }

  @Override
  public Waiting waiting() {
    return source.waiting();
  }

  @Override
  public Readers readers() {
    return source.readers();
  }

  @Override
  public boolean commits() {
    return source.commits();
  }

  @Override
  public String place() {
    return source.place();
  }

  @Override
  public List<String> partitionedBy() {
    return source.partitionedBy();
  }

  @Override
  public Statistics statistics() {
    return source.statistics();
  }

  @Override
  public Trust trust() {
    return source.trust();
  }
}
