package io.sabot.source;

import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** An iterable whose iterators give their batches away, one to each run. */
record IterableSource(Schema schema, Iterable<VectorSchemaRoot> batches, Boundedness boundedness)
    implements Source {

  @Override
  public String name() {
    return "iterable";
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new IteratorReader(name(), schema, batches.iterator()));
  }
}
