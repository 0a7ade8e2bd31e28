package io.sabot.stream.internal.parquet;

import io.sabot.operator.RunContext;
import io.sabot.source.SplitReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A library that reads Parquet. Stateless: whatever is open belongs to a {@link Session}. */
public interface ParquetReader {
  /** What it is called. */
  String name();

  /**
   * Reads a file's footer.
   *
   * @param columns the columns that will be read, in this order, or null for all
   * @throws io.sabot.PlanException if the file is no Parquet, or a column cannot be read
   */
  ParquetFile describe(Path path, @Nullable List<String> columns);

  /** Starts the reading of one run. */
  Session session();

  /** What the readers of one run share. Frees itself when the last of them is closed. */
  interface Session {
    /** Opens a reader over one part of a file. */
    SplitReader open(ParquetFile file, ParquetFile.Part part, RunContext context);
  }
}
