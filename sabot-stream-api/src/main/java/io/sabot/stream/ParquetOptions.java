package io.sabot.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Parquet files are to be read. Immutable; start from {@link #DEFAULTS} and change what
 * differs.
 *
 * @param reader the library that reads them
 * @param columns the only columns to know of, in this order, or null for all. A stream never reads
 *     columns that it does not use; naming them here also passes over a column whose type the
 *     reader cannot map to Arrow
 */
public record ParquetOptions(Reader reader, @Nullable List<String> columns) {
  /** {@link Reader#HARDWOOD}, all columns. */
  public static final ParquetOptions DEFAULTS = new ParquetOptions(Reader.HARDWOOD, null);

  /** A library that reads Parquet. */
  public enum Reader {
    /** Pure Java, no flag; each row group can be read on its own. */
    HARDWOOD,
    /**
     * Arrow's native library, which reads INT96 timestamps and other rarities. Needs the dependency
     * {@code org.apache.arrow:arrow-dataset}, Linux or macOS, and the flag {@code
     * --add-opens=java.base/java.nio=ALL-UNNAMED}; what is wrong in a file may end the process.
     */
    ARROW_DATASET
  }

  public ParquetOptions {
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** The files are read by another library. */
  public ParquetOptions withReader(Reader other) {
    return new ParquetOptions(other, columns);
  }

  /** Reads these columns in this order, as if the files had no others. */
  public ParquetOptions withColumns(String... names) {
    return new ParquetOptions(reader, List.of(names));
  }
}
