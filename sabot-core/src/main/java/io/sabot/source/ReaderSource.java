package io.sabot.source;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Doors;
import io.sabot.batch.Lender;
import io.sabot.operator.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** An Arrow reader, for one run. */
record ReaderSource(ArrowReader reader, Schema schema, Once once) implements Source {
  ReaderSource(ArrowReader reader) {
    this(reader, schemaOf(reader), new Once());
  }

  private static Schema schemaOf(ArrowReader reader) {
    try {
      return Doors.decodedSchema(reader.getVectorSchemaRoot().getSchema(), reader);
    } catch (IOException | RuntimeException failure) {
      throw Problem.at("reader", ErrorCode.SOURCE_FAILED)
          .rule("the reader must give its schema")
          .but("it threw " + failure)
          .cause(failure)
          .cure("give a reader over a complete Arrow stream or file")
          .run();
    }
  }

  @Override
  public String name() {
    return "reader";
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Reopening reopening() {
    return Reopening.ONCE;
  }

  @Override
  public List<Split> splits() {
    once.take(name(), "open a new ArrowReader for each run");
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private final BlockingCall call = new BlockingCall();

    @Override
    public Step poll() {
      return call.of(this::next);
    }

    @Override
    public void stop() {
      call.stop();
    }

    private Step next() {
      try {
        // The reader fills one root again and again; the batch keeps the buffers it had.
        return reader.loadNextBatch()
            ? new Step.Emit(
                Doors.borrow(reader.getVectorSchemaRoot(), reader, Lender.lending(name())))
            : Step.DONE;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
