package io.sabot.source;

import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/** Another source, whose batches are known to be well-formed. */
record TrustedSource(Source source) implements Source {
  @Override
  public Trust trust() {
    return Trust.TRUSTED;
  }

  @Override
  public Source filtered(LateFilter filter) {
    return new TrustedSource(source.filtered(filter));
  }

  @Override
  public Accepted accept(ScanRequest request) {
    Accepted accepted = source.accept(request);
    return new Accepted(
        new TrustedSource(accepted.source()),
        accepted.columnsTaken(),
        accepted.residual(),
        accepted.limitTaken());
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
  public Optional<Source> withStateGroups() {
    return source.withStateGroups().map(TrustedSource::new);
  }

  @Override
  public Statistics statistics() {
    return source.statistics();
  }

  @Override
  public List<Split> splits() {
    return source.splits();
  }
}
