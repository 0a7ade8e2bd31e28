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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a file in Arrow's random-access format. Its footer is read when the source is
 * made; batches are read in up to {@value #MOST_SPLITS} splits of neighbours.
 */
public final class ArrowFileSource implements Source {
  private static final String MAGIC = "ARROW1";
  private static final int MOST_SPLITS = 64;

  private final Path path;
  private final IpcSchema schema;
  private final List<Long> dictionaries;
  private final List<Long> batches;
  private final long bytes;

  private ArrowFileSource(
      Path path, IpcSchema schema, List<Long> dictionaries, List<Long> batches, long bytes) {
    this.path = path;
    this.schema = schema;
    this.dictionaries = dictionaries;
    this.batches = batches;
    this.bytes = bytes;
  }

  /** Reads the footer of a file. */
  public static ArrowFileSource of(Path path) {
    return IpcPlan.read("arrow file " + path, path, file -> of(path, file));
  }

  private static ArrowFileSource of(Path path, IpcFile file) throws IOException {
    Footer footer = Footer.getRootAsFooter(file.heap(footerStart(file), footerLength(file)));
    List<Long> dictionaries = new ArrayList<>();
    for (int i = 0; i < footer.dictionariesLength(); i++) {
      dictionaries.add(start(file, footer.dictionaries(i)));
    }
    List<Long> batches = new ArrayList<>();
    for (int i = 0; i < footer.recordBatchesLength(); i++) {
      batches.add(start(file, footer.recordBatches(i)));
    }
    IpcSchema schema = IpcSchema.of("arrow file " + path, footer.schema());
    return new ArrowFileSource(path, schema, dictionaries, batches, file.size());
  }

  private static int footerLength(IpcFile file) throws IOException {
    long size = file.size();
    if (size < 2L * MAGIC.length() + 4
        || !MAGIC.equals(text(file, 0))
        || !MAGIC.equals(text(file, size - MAGIC.length()))) {
      throw new IOException("it does not start and end with " + MAGIC);
    }
    return file.heap(size - MAGIC.length() - 4, 4).getInt();
  }

  private static long footerStart(IpcFile file) throws IOException {
    return file.size() - MAGIC.length() - 4 - footerLength(file);
  }

  private static String text(IpcFile file, long at) throws IOException {
    return new String(file.heap(at, MAGIC.length()).array(), StandardCharsets.US_ASCII);
  }

  private static long start(IpcFile file, Block block) throws IOException {
    file.require(block.offset(), (long) block.metaDataLength() + block.bodyLength());
    return block.offset();
  }

  @Override
  public String name() {
    return "arrow file " + path;
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
            new ArrowFileSource(
                path, schema.select(name(), request.columns()), dictionaries, batches, bytes),
            request);
  }

  @Override
  public List<Split> splits() {
    List<Split> splits = new ArrayList<>();
    int each = Math.max(1, (batches.size() + MOST_SPLITS - 1) / MOST_SPLITS);
    for (int from = 0; from < batches.size(); from += each) {
      List<Long> part = batches.subList(from, Math.min(from + each, batches.size()));
      splits.add(context -> new Reader(part, context));
    }
    return splits;
  }

  @Override
  public String toString() {
    return name();
  }

  private final class Reader extends FileSplitReader {
    private final List<Long> starts;
    private final RunContext run;
    private @Nullable IpcFile file;
    private @Nullable Dictionaries known;
    private int next;

    Reader(List<Long> starts, RunContext run) {
      super(name(), IpcPlan.CURE);
      this.starts = starts;
      this.run = run;
    }

    @Override
    protected @Nullable Batch read() throws IOException {
      if (next == starts.size()) {
        return null;
      }
      open();
      IpcMessage message = IpcMessage.at(file, starts.get(next));
      if (message == null || !message.isBatch()) {
        throw new IOException("the footer names a batch where there is none");
      }
      RecordBatch batch = (RecordBatch) message.metadata().header(new RecordBatch());
      Batch loaded = new BatchLoader(file, message, batch, known, run.allocator()).batch(schema);
      next++;
      return loaded;
    }

    private void open() throws IOException {
      if (file == null) {
        file = new IpcFile(path);
      }
      if (known == null) {
        known = new Dictionaries(schema, run.allocator());
        for (long start : known.areNeeded() ? dictionaries : List.<Long>of()) {
          IpcMessage message = IpcMessage.at(file, start);
          if (message == null || !message.isDictionary()) {
            throw new IOException("the footer names a dictionary where there is none");
          }
          known.load(file, message);
        }
      }
    }

    @Override
    protected boolean skip() {
      return next < starts.size() && next++ >= 0;
    }

    @Override
    protected void rewind() {
      next = 0;
    }

    @Override
    public void close() {
      if (known != null) {
        known.close();
        known = null;
      }
      try (IpcFile open = file) {
        file = null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
