package io.sabot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Seconds by question, engine and threads: a file with a line for each. */
record ScalingNumbers(List<Line> lines) {
  static final String SABOT = "Sabot";
  static final String DUCKDB = "DuckDB";
  private static final String HEAD = "rows\tquestion\tengine\tthreads\tseconds";

  /** The median of the runs of one question. */
  record Line(int rows, String question, String engine, int threads, double seconds) {}

  ScalingNumbers {
    lines = List.copyOf(lines);
  }

  static ScalingNumbers read(Path file) {
    try {
      List<Line> lines = new ArrayList<>();
      List<String> texts = Files.readAllLines(file);
      for (String text : texts.subList(1, texts.size())) {
        String[] parts = text.split("\t");
        lines.add(
            new Line(
                Integer.parseInt(parts[0]),
                parts[1],
                parts[2],
                Integer.parseInt(parts[3]),
                Double.parseDouble(parts[4])));
      }
      return new ScalingNumbers(lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void write(Path file) {
    List<String> text = new ArrayList<>(List.of(HEAD));
    lines.forEach(line ->
        text.add(
            "%d\t%s\t%s\t%d\t%.5f"
                .formatted(line.rows, line.question, line.engine, line.threads, line.seconds)));
    try {
      Files.write(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Integer> rows() {
    return lines.stream().map(Line::rows).distinct().sorted().toList();
  }

  List<String> questions() {
    return lines.stream().map(Line::question).distinct().toList();
  }

  double seconds(int rows, String question, String engine, int threads) {
    return lines.stream()
        .filter(line -> line.rows == rows && line.question.equals(question))
        .filter(line -> line.engine.equals(engine) && line.threads == threads)
        .mapToDouble(Line::seconds)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** How many times faster two threads are than one. */
  double scaling(int rows, String question, String engine) {
    return seconds(rows, question, engine, 1) / seconds(rows, question, engine, 2);
  }
}
