package io.sabot.stream.internal.parquet;

import io.sabot.SabotException;
import io.sabot.stream.ParquetOptions;
import io.sabot.stream.ParquetOptions.Reader;
import io.sabot.stream.Stream;
import java.nio.file.Path;

/** Counts the rows of a file with arrow-dataset, or prints why not. */
final class DatasetMain {
  private DatasetMain() {}

  public static void main(String[] arguments) {
    ParquetOptions options = ParquetOptions.DEFAULTS.withReader(Reader.ARROW_DATASET);
    try {
      System.out.println(Stream.fromParquet(Path.of(arguments[0]), options).count() + " rows");
    } catch (SabotException refused) {
      System.out.println(refused.code() + " " + refused.getMessage());
    }
  }
}
