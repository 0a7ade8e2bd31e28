package io.sabot.stream;

import io.sabot.source.ForwardingSource;
import io.sabot.source.Split;
import java.util.List;

/** A source that keeps the place where a run goes on; for plans that are not run. */
record CommittedRows(SharedRows source) implements ForwardingSource {
  @Override
  public String name() {
    return "committed rows";
  }

  @Override
  public boolean commits() {
    return true;
  }

  @Override
  public List<String> partitionedBy() {
    return source.partitionedBy();
  }

  @Override
  public List<Split> splits() {
    return source.splits();
  }
}
