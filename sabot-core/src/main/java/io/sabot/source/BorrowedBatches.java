package io.sabot.source;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Doors;
import io.sabot.batch.Lender;
import io.sabot.batch.SchemaCheck;
import io.sabot.operator.Step;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Roots that stay with the caller; every run emits shares. */
record BorrowedBatches(
    List<VectorSchemaRoot> roots, @Nullable DictionaryProvider dictionaries, SomeColumns columns)
    implements Source {

  BorrowedBatches(List<VectorSchemaRoot> roots, @Nullable DictionaryProvider dictionaries) {
    this(List.copyOf(roots), dictionaries, SomeColumns.allOf(schemaOf(roots, dictionaries)));
  }

  @Override
  public Schema schema() {
    return columns.schema();
  }

  /** Columns that nobody needs are neither looked at nor checked. */
  @Override
  public Accepted accept(ScanRequest request) {
    return request.columns() == null
        ? Accepted.nothing(this)
        : Accepted.columns(
            new BorrowedBatches(roots, dictionaries, columns.only(request.columns())), request);
  }

  private static Schema schemaOf(
      List<VectorSchemaRoot> roots, @Nullable DictionaryProvider dictionaries) {
    if (roots.isEmpty()) {
      throw Problem.at("batches", ErrorCode.INVALID_ARGUMENT)
          .rule("at least one batch is needed to know the schema")
          .but("the list is empty")
          .cure("pass an empty VectorSchemaRoot of the schema")
          .plan();
    }
    Schema first = roots.getFirst().getSchema();
    for (int i = 1; i < roots.size(); i++) {
      String difference = SchemaCheck.difference(first, roots.get(i).getSchema());
      if (difference != null) {
        throw Problem.at("batches", ErrorCode.SCHEMA_MISMATCH)
            .rule("all batches must have the schema of the first")
            .but("in batch " + i + " " + difference)
            .cure("convert them to one schema, or union two streams")
            .plan();
      }
    }
    return Doors.decodedSchema(first, dictionaries);
  }

  @Override
  public String name() {
    return "batches";
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
    return Statistics.rows(roots.stream().mapToLong(VectorSchemaRoot::getRowCount).sum());
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private int next;

    @Override
    public Step poll() {
      if (next >= roots.size()) {
        return Step.DONE;
      }
      VectorSchemaRoot root = roots.get(next++);
      // Arrow rewrites a buffer's indices while it lists a vector's buffers, so runs take turns.
      synchronized (root) {
        return new Step.Emit(
            Doors.borrow(root, columns.ordinals(), dictionaries, Lender.lending(name())));
      }
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void seek(long position) {
      next = Math.toIntExact(position);
    }

    @Override
    public void close() {}
  }
}
