package io.sabot.source;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.batch.Lender;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A root that stays with the caller; every run emits shares of its parts. */
record BorrowedTable(VectorSchemaRoot root, int batchSize, SomeColumns columns) implements Source {
  BorrowedTable(VectorSchemaRoot root, int batchSize) {
    this(root, batchSize, SomeColumns.allOf(root.getSchema()));
  }

  BorrowedTable {
    if (batchSize < 1) {
      throw Problem.at("table", ErrorCode.INVALID_ARGUMENT)
          .rule("a batch must have at least 1 row")
          .but("batchSize is " + batchSize)
          .cure("give a size such as 65536")
          .plan();
    }
  }

  @Override
  public String name() {
    return "table";
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
            new BorrowedTable(root, batchSize, columns.only(request.columns())), request);
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
    return Statistics.rows(root.getRowCount());
  }

  @Override
  public List<Split> splits() {
    return List.of(Reader::new);
  }

  private final class Reader implements SplitReader {
    private final RunContext context;
    private @Nullable Batch whole;
    private long next;

    Reader(RunContext context) {
      this.context = context;
    }

    @Override
    public Step poll() {
      Batch table = whole();
      long start = next * batchSize;
      if (start >= table.length()) {
        return Step.DONE;
      }
      next++;
      int count = (int) Math.min(batchSize, table.length() - start);
      return new Step.Emit(table.slice((int) start, count, context.allocator()));
    }

    private Batch whole() {
      if (whole == null) {
        // Arrow rewrites a buffer's indices while it lists a vector's buffers, so runs take turns.
        synchronized (root) {
          whole = Doors.borrow(root, columns.ordinals(), null, Lender.lending(name()));
        }
      }
      return whole;
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void seek(long position) {
      next = position;
    }

    @Override
    public void close() {
      if (whole != null) {
        whole.close();
      }
    }
  }
}
