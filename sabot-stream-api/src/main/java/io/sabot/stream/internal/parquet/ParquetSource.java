package io.sabot.stream.internal.parquet;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.SchemaCheck;
import io.sabot.source.Accepted;
import io.sabot.source.LateFilter;
import io.sabot.source.Pruning;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.source.Statistics;
import io.sabot.stream.ParquetOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of Parquet files, file by file and row group by row group. Footers are read when the
 * source is made; columns that are not asked for are never read.
 *
 * @param files the files in order, all with the same columns
 * @param reader the library that reads them
 * @param skipped row groups that a predicate ruled out by their statistics; never read
 * @param late filters that may rule out more of them in the run
 */
public record ParquetSource(
    List<ParquetFile> files, ParquetReader reader, int skipped, List<LateFilter> late)
    implements Source {
  public ParquetSource {
    files = List.copyOf(files);
    late = List.copyOf(late);
  }

  /** All columns of a file, read by Hardwood. */
  public static ParquetSource of(Path path) {
    return of(List.of(path), ParquetOptions.DEFAULTS);
  }

  /** Files of one schema, one after the other, read as the options say. */
  public static ParquetSource of(List<Path> paths, ParquetOptions options) {
    return of(paths, options.columns(), reader(options));
  }

  private static ParquetReader reader(ParquetOptions options) {
    return switch (options.reader()) {
      case HARDWOOD -> new HardwoodReader();
      case ARROW_DATASET -> new DatasetReader();
    };
  }

  /**
   * Files of one schema, one after the other.
   *
   * @param columns the only columns to read, in this order, or null for all
   */
  public static ParquetSource of(
      List<Path> paths, @Nullable List<String> columns, ParquetReader reader) {
    if (paths.isEmpty()) {
      throw Problem.at("parquet", ErrorCode.INVALID_ARGUMENT)
          .rule("at least one file is needed to know the schema")
          .but("the list of files is empty")
          .cure("pass the path of a Parquet file")
          .plan();
    }
    List<ParquetFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(reader.describe(path, columns));
    }
    files.forEach(file -> requireSameSchema(files.getFirst(), file));
    return new ParquetSource(files, reader, 0, List.of());
  }

  private static void requireSameSchema(ParquetFile first, ParquetFile other) {
    String difference = SchemaCheck.difference(first.schema(), other.schema());
    if (difference != null) {
      throw Problem.at(other.name(), ErrorCode.SCHEMA_MISMATCH)
          .rule("it must have the columns of " + first.path())
          .but(difference)
          .cure("name columns they share in ParquetOptions.withColumns, or union two streams")
          .plan();
    }
  }

  @Override
  public String name() {
    return files.size() == 1
        ? files.getFirst().name()
        : files.getFirst().name() + " and " + (files.size() - 1) + " more";
  }

  @Override
  public Schema schema() {
    return files.getFirst().schema();
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
    long rows = 0;
    long bytes = 0;
    for (ParquetFile file : files) {
      for (ParquetFile.Part part : file.parts()) {
        if (part.rows() == ParquetFile.UNKNOWN_ROWS) {
          return Statistics.UNKNOWN;
        }
        rows += part.rows();
        bytes += part.bytes();
      }
    }
    return new Statistics(OptionalLong.of(rows), OptionalLong.of(bytes));
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    if (skipped > 0) {
      details.add("row groups=%d of %d".formatted(parts(files), parts(files) + skipped));
    }
    late.forEach(filter ->
        details.add(
            "row groups by key filter %d of %s".formatted(filter.number(), filter.columns())));
    return details;
  }

  private static int parts(List<ParquetFile> files) {
    return files.stream().mapToInt(file -> file.parts().size()).sum();
  }

  /** Takes columns whole; of a predicate it leaves out row groups, and no row within one. */
  @Override
  public Accepted accept(ScanRequest request) {
    ParquetSource narrowed = this;
    if (request.columns() != null) {
      List<Path> paths = files.stream().map(ParquetFile::path).toList();
      narrowed = of(paths, request.columns(), reader);
    }
    if (request.predicate() != null) {
      narrowed = narrowed.pruned(new Pruning(name(), request.predicate(), schema()));
    }
    return new Accepted(narrowed, request.columns() != null, request.predicate(), false);
  }

  @Override
  public Source filtered(LateFilter filter) {
    boolean bounded =
        files.stream()
            .flatMap(file -> file.parts().stream())
            .anyMatch(part -> filter.columns().stream().anyMatch(part.bounds()::containsKey));
    List<LateFilter> all = new ArrayList<>(late);
    all.add(filter);
    return bounded ? new ParquetSource(files, reader, skipped, all) : this;
  }

  private ParquetSource pruned(Pruning pruning) {
    List<ParquetFile> left = files.stream().map(file -> file.pruned(pruning)).toList();
    return new ParquetSource(left, reader, skipped + parts(files) - parts(left), late);
  }

  @Override
  public List<Split> splits() {
    ParquetReader.Session session = reader.session();
    List<Split> splits = new ArrayList<>();
    for (ParquetFile file : files) {
      for (ParquetFile.Part part : file.parts()) {
        splits.add(context ->
            late.stream().allMatch(filter -> filter.mayMatch(context, part.bounds()))
                ? session.open(file, part, context)
                : SplitReader.empty());
      }
    }
    return splits;
  }
}
