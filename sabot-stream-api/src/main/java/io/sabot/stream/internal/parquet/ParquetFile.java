package io.sabot.stream.internal.parquet;

import java.nio.file.Path;
import java.util.List;
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
   */
  public record Part(long rows, long bytes, long middle) {}
}
