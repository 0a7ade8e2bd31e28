package io.sabot.source;

import java.util.List;
import java.util.Optional;

/** Another source, whose batches are known to be well-formed. */
record TrustedSource(Source source) implements ForwardingSource {
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
  public Optional<Source> withStateGroups() {
    return source.withStateGroups().map(TrustedSource::new);
  }

  @Override
  public List<Split> splits() {
    return source.splits();
  }
}
