package io.sabot.stream;

import io.sabot.operator.BatchIterator;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A collected answer: its batches live off the heap until the table is closed. */
public final class Table implements AutoCloseable {
  private final Schema schema;
  private final List<VectorSchemaRoot> batches;

  private Table(Schema schema, List<VectorSchemaRoot> batches) {
    this.schema = schema;
    this.batches = batches;
  }

  static Table of(Stream stream) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    try (BatchIterator iterator = stream.iterator()) {
      iterator.forEachRemaining(batches::add);
    } catch (Throwable failure) {
      batches.forEach(VectorSchemaRoot::close);
      throw failure;
    }
    return new Table(stream.schema(), batches);
  }

  /** The columns, also where there is no row. */
  public Schema schema() {
    return schema;
  }

  /** The batches in order; they stay with the table. */
  public List<VectorSchemaRoot> batches() {
    return List.copyOf(batches);
  }

  /** Rows of all batches. */
  public long rowCount() {
    return batches.stream().mapToLong(VectorSchemaRoot::getRowCount).sum();
  }

  /** A stream over the table, which must stay open until the last run has ended. */
  public Stream stream() {
    if (batches.isEmpty()) {
      return Stream.from(new EmptySource(schema));
    }
    return Stream.fromBatches(batches);
  }

  /** Frees the batches. Closing twice does nothing. */
  @Override
  public void close() {
    batches.forEach(VectorSchemaRoot::close);
    batches.clear();
  }
}
