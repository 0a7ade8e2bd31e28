package io.sabot.stream;

import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.source.Split;
import io.sabot.source.Statistics;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** The batches of a table, which every run asks whether it is open. */
record TableSource(Table table) implements Source {
  @Override
  public String name() {
    return "table";
  }

  @Override
  public Schema schema() {
    return table.schema();
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Readers readers() {
    return Readers.ANY_THREAD;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public Statistics statistics() {
    return Statistics.rows(table.rowCount());
  }

  @Override
  public List<Split> splits() {
    table.requireOpen();
    return table.batches().isEmpty() ? List.of() : Sources.batches(table.batches()).splits();
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
