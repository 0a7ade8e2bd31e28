package io.sabot.stream.internal.csv;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.RunException;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.source.Accepted;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.Statistics;
import io.sabot.stream.CsvOptions;
import io.sabot.stream.internal.file.Columns;
import io.sabot.stream.internal.file.FileSplitReader;
import io.sabot.stream.internal.file.InputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. Header and types are read when the source is made. */
public final class CsvSource implements Source {
  private static final String CURE = "mend the file, or check separator and quote in CsvOptions";

  private final Path path;
  private final CsvOptions options;
  private final CsvSchema columns;
  private final long bytes;

  private CsvSource(Path path, CsvOptions options, CsvSchema columns, long bytes) {
    this.path = path;
    this.options = options;
    this.columns = columns;
    this.bytes = bytes;
  }

  /** Reads header and sample of a file. */
  public static CsvSource of(Path path, CsvOptions options) {
    String where = "csv " + path;
    long bytes = InputFiles.requireContent(where, path);
    try {
      return new CsvSource(path, options, CsvSchema.read(where, path, options), bytes);
    } catch (IOException failure) {
      throw InputFiles.unreadable(where, failure);
    } catch (RuntimeException failure) {
      throw planFailure(where, failure);
    }
  }

  private static SabotException planFailure(String where, RuntimeException failure) {
    return switch (failure) {
      case RunException run -> new PlanException(run.problem(), run.getCause());
      case SabotException known -> known;
      default ->
          Problem.at(where, ErrorCode.SOURCE_FAILED)
              .rule("the file must be CSV")
              .but(FileSplitReader.text(failure))
              .cause(failure)
              .cure(CURE)
              .plan();
    };
  }

  @Override
  public String name() {
    return "csv " + path;
  }

  @Override
  public Schema schema() {
    return columns.schema();
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

  /** Offsets, lengths and UTF-8 are this reader's own work. */
  @Override
  public Trust trust() {
    return Trust.TRUSTED;
  }

  @Override
  public Accepted accept(ScanRequest request) {
    if (request.columns() == null) {
      return Accepted.nothing(this);
    }
    List<Field> fields = new ArrayList<>();
    for (String name : request.columns()) {
      fields.add(field(name));
    }
    Schema narrowed = new Schema(fields, columns.schema().getCustomMetadata());
    return Accepted.columns(
        new CsvSource(path, options, new CsvSchema(columns.names(), narrowed), bytes), request);
  }

  private Field field(String name) {
    List<Field> fields = columns.schema().getFields();
    return fields.stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Columns.unknown(name(), name, fields.stream().map(Field::getName).toList()));
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
    private @Nullable CsvRecords records;
    private @Nullable CsvRows rows;

    Reader(RunContext run) {
      super(name(), CURE);
      this.run = run;
    }

    @Override
    protected @Nullable Batch read() throws IOException {
      if (rows == null) {
        open();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(null);
      }
      return rows.read(run.options().batchRows(), run.options().batchBytes(), run.allocator());
    }

    private void open() throws IOException {
      records = new CsvRecords(name(), path, options);
      rows = new CsvRows(name(), records, columns, options, run.options().batchRows());
      if (options.header() == CsvOptions.Header.PRESENT) {
        records.next((index, text, from, end, quoted) -> {});
      }
    }

    @Override
    protected void rewind() {
      close();
    }

    @Override
    public void close() {
      rows = null;
      if (records == null) {
        return;
      }
      try (CsvRecords open = records) {
        records = null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
