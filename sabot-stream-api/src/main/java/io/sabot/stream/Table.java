package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.internal.file.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A collected answer: its batches live off the heap until the table is closed. */
public final class Table implements AutoCloseable {
  private final Schema schema;
  private final List<VectorSchemaRoot> batches;
  private volatile boolean closed;

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
    requireOpen();
    return Stream.from(new TableSource(this));
  }

  void requireOpen() {
    if (closed) {
      throw Problem.at("table", ErrorCode.ALREADY_CONSUMED)
          .rule("the table must be open while its streams run")
          .but("it is closed")
          .cure("close it after the last run")
          .run();
    }
  }

  /** Frees the batches. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    batches.forEach(VectorSchemaRoot::close);
    batches.clear();
  }

  /** The schema and how many rows there are; the rows are not printed. */
  @Override
  public String toString() {
    return "Table of "
        + Columns.text(schema)
        + (closed ? ", closed" : " with " + rowCount() + (rowCount() == 1 ? " row" : " rows"));
  }
}
