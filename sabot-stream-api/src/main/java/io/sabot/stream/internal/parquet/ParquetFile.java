package io.sabot.stream.internal.parquet;

import io.sabot.source.ColumnBounds;
import io.sabot.source.Pruning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a footer says.
 *
 * @param path the file
 * @param schema the columns that are read, in the order they are read
 * @param parts what can be read on its own: row groups, or the whole file
 */
public record ParquetFile(Path path, Schema schema, List<Part> parts) {
  /** The rows of a part that the reader cannot count beforehand. */
  public static final long UNKNOWN_ROWS = -1;

  public ParquetFile {
    parts = List.copyOf(parts);
  }

  /** The same file, with only those of its parts that a predicate leaves. */
  ParquetFile pruned(Pruning pruning) {
    return new ParquetFile(
        path, schema, parts.stream().filter(part -> pruning.mayMatch(part.bounds())).toList());
  }

  /** The name that errors and plans show. */
  public String name() {
    return nameOf(path);
  }

  static String nameOf(Path path) {
    return "parquet " + path;
  }

  /**
   * A row group, or a whole file.
   *
   * @param rows its rows, or {@link #UNKNOWN_ROWS}
   * @param bytes what its columns take in the file
   * @param middle a byte of the file that lies within it and within no other part
   * @param bounds what is known of its columns, by name
   */
  public record Part(long rows, long bytes, long middle, Map<String, ColumnBounds> bounds) {
    public Part {
      bounds = Map.copyOf(bounds);
    }
  }
}
