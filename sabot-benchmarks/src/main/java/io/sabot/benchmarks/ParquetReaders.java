package io.sabot.benchmarks;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.Stage;
import io.sabot.stream.internal.parquet.DatasetReader;
import io.sabot.stream.internal.parquet.HardwoodReader;
import io.sabot.stream.internal.parquet.ParquetReader;
import io.sabot.stream.internal.parquet.ParquetSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Compares the two Parquet readers in pairs: each measurement is a process of its own, readers take
 * turns, and every row is consumed and counted. Cold is the first read of a process, warm the best
 * of the next nine; both in seconds, all columns, batches of 65,536 rows.
 *
 * <p>Arguments: the file.
 */
public final class ParquetReaders {
  private static final int PAIRS = 5;
  private static final int READS = 10;

  private ParquetReaders() {}

  /** Runs the pairs, or, with a reader's name behind the file, one measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      System.out.println(measure(Path.of(arguments[0]), reader(arguments[1])));
      return;
    }
    List<double[]> hardwood = new ArrayList<>();
    List<double[]> dataset = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      hardwood.add(process(arguments[0], "hardwood"));
      dataset.add(process(arguments[0], "arrow-dataset"));
    }
    print("cold", hardwood, dataset, 0);
    print("warm", hardwood, dataset, 1);
  }

  private static ParquetReader reader(String name) {
    return name.equals("hardwood") ? new HardwoodReader() : new DatasetReader();
  }

  private static String measure(Path file, ParquetReader reader) {
    double cold = 0;
    double warm = Double.MAX_VALUE;
    long rows = -1;
    for (int read = 0; read < READS; read++) {
      long start = System.nanoTime();
      long count = count(file, reader);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (rows >= 0 && rows != count) {
        throw new AssertionError("%d rows, then %d".formatted(rows, count));
      }
      rows = count;
      cold = read == 0 ? seconds : cold;
      warm = read == 0 ? warm : Math.min(warm, seconds);
    }
    return rows + " " + cold + " " + warm;
  }

  private static long count(Path file, ParquetReader reader) {
    ParquetSource source = ParquetSource.of(List.of(file), null, reader);
    long rows = 0;
    try (BatchIterator batches =
        Views.iterator(new Stage.Read(source, Origin.UNKNOWN), RunOptions.DEFAULTS)) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          rows += batch.getRowCount();
        }
      }
    }
    return rows;
  }

  private static double[] process(String file, String reader)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ParquetReaders.class.getName(), file, reader));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(reader + " failed: " + output);
    }
    String last = output.lines().reduce((first, second) -> second).orElseThrow();
    return Arrays.stream(last.split(" ", -1)).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  private static void print(
      String what, List<double[]> hardwood, List<double[]> dataset, int index) {
    double[] ratios = new double[PAIRS];
    for (int pair = 0; pair < PAIRS; pair++) {
      ratios[pair] = dataset.get(pair)[index] / hardwood.get(pair)[index];
    }
    Arrays.sort(ratios);
    System.out.printf(
        "%s: hardwood %.3f s, arrow-dataset %.3f s (medians); arrow-dataset / hardwood %.2f"
            + " (%.2f–%.2f)%n",
        what,
        median(hardwood, index),
        median(dataset, index),
        ratios[PAIRS / 2],
        ratios[0],
        ratios[PAIRS - 1]);
  }

  private static double median(List<double[]> values, int index) {
    return values.stream().mapToDouble(value -> value[index]).sorted().toArray()[PAIRS / 2];
  }
}
