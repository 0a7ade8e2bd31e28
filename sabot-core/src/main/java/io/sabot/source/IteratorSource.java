package io.sabot.source;

import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** An iterator that gives its batches away, to one run. */
record IteratorSource(
    Schema schema, Iterator<VectorSchemaRoot> batches, Boundedness boundedness, Once once)
    implements Source {

  IteratorSource(Schema schema, Iterator<VectorSchemaRoot> batches, Boundedness boundedness) {
    this(schema, batches, boundedness, new Once());
  }

  @Override
  public String name() {
    return "iterator";
  }

  @Override
  public Reopening reopening() {
    return Reopening.ONCE;
  }

  @Override
  public List<Split> splits() {
    once.take(
        name(), "make a new source, or use Sources.iterable, which opens one iterator per run");
    return List.of(context -> new IteratorReader(name(), schema, batches));
  }
}
