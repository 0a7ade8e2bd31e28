package io.sabot.stream;

import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.Statistics;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** A schema without rows. */
record EmptySource(Schema schema) implements Source {
  @Override
  public String name() {
    return "empty table";
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Statistics statistics() {
    return Statistics.rows(0);
  }

  @Override
  public List<Split> splits() {
    return List.of();
  }
}
