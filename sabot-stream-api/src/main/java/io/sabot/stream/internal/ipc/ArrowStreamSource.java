package io.sabot.stream.internal.ipc;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.source.Accepted;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.Statistics;
import io.sabot.stream.internal.file.FileSplitReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a file in Arrow's streaming format. Its schema is read when the source is made.
 */
public final class ArrowStreamSource implements Source {
  private final Path path;
  private final IpcSchema schema;
  private final long start;
  private final long bytes;

  private ArrowStreamSource(Path path, IpcSchema schema, long start, long bytes) {
    this.path = path;
    this.schema = schema;
    this.start = start;
    this.bytes = bytes;
  }

  /** Reads the schema of a file. */
  public static ArrowStreamSource of(Path path) {
    return IpcPlan.read("arrow stream " + path, path, file -> of(path, file));
  }

  private static ArrowStreamSource of(Path path, IpcFile file) throws IOException {
    IpcMessage first = IpcMessage.at(file, 0);
    if (first == null || !first.isSchema()) {
      throw new IOException("it does not start with a schema");
    }
    var flat =
        (org.apache.arrow.flatbuf.Schema)
            first.metadata().header(new org.apache.arrow.flatbuf.Schema());
    IpcSchema schema = IpcSchema.of("arrow stream " + path, flat);
    return new ArrowStreamSource(path, schema, first.end(), file.size());
  }

  @Override
  public String name() {
    return "arrow stream " + path;
  }

  @Override
  public Schema schema() {
    return schema.read();
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
  public Statistics statistics() {
    return new Statistics(OptionalLong.empty(), OptionalLong.of(bytes));
  }

  @Override
  public Accepted accept(ScanRequest request) {
    return request.columns() == null
        ? Accepted.nothing(this)
        : Accepted.columns(
            new ArrowStreamSource(path, schema.select(name(), request.columns()), start, bytes),
            request);
  }

  @Override
  public List<Split> splits() {
    return List.of(Reader::new);
  }

  @Override
  public String toString() {
    return name();
  }

  private final class Reader extends FileSplitReader {
    private final RunContext run;
    private @Nullable IpcFile file;
    private @Nullable Dictionaries dictionaries;
    private long at = start;

    Reader(RunContext run) {
      super(name(), IpcPlan.CURE);
      this.run = run;
    }

    @Override
    protected @Nullable Batch read() throws IOException {
      IpcMessage message = nextBatch();
      if (message == null) {
        return null;
      }
      RecordBatch batch = (RecordBatch) message.metadata().header(new RecordBatch());
      return new BatchLoader(file, message, batch, dictionaries, run.allocator()).batch(schema);
    }

    /** Takes in dictionaries on the way. */
    private @Nullable IpcMessage nextBatch() throws IOException {
      if (file == null) {
        file = new IpcFile(path);
        dictionaries = new Dictionaries(schema, run.allocator());
      }
      while (true) {
        IpcMessage message = IpcMessage.at(file, at);
        if (message == null) {
          return null;
        }
        at = message.end();
        if (message.isDictionary()) {
          dictionaries.load(file, message);
        } else if (message.isBatch()) {
          return message;
        } else {
          throw new IOException("there is a message that is neither batch nor dictionary");
        }
      }
    }

    @Override
    protected boolean skip() throws IOException {
      return nextBatch() != null;
    }

    @Override
    protected void rewind() {
      close();
      at = start;
    }

    @Override
    public void close() {
      if (dictionaries != null) {
        dictionaries.close();
        dictionaries = null;
      }
      try (IpcFile open = file) {
        file = null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
