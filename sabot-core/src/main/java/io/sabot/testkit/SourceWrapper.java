package io.sabot.testkit;

import io.sabot.source.ForwardingSource;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.List;

/** A source that watches, or disturbs, the readers of another. */
abstract class SourceWrapper implements ForwardingSource {
  private final Source source;

  SourceWrapper(Source source) {
    this.source = source;
  }

  @Override
  public Source source() {
    return source;
  }

  abstract SplitReader wrap(SplitReader reader);

  @Override
  public List<Split> splits() {
    return source.splits().stream()
        .map(split -> (Split) context -> wrap(split.open(context)))
        .toList();
  }
}
