package io.sabot.benchmarks;

import io.sabot.benchmarks.SoakSample.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Samples of a soak: a file with a line for each, and whether they stay flat. */
record SoakNumbers(List<SoakSample> samples) {
  private static final double GROWTH = 1.05;

  SoakNumbers {
    samples = List.copyOf(samples);
  }

  static SoakNumbers read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new SoakNumbers(
          lines.subList(1, lines.size()).stream().map(SoakSample::parse).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void write(Path file) {
    List<String> lines = new ArrayList<>();
    lines.add(
        SoakSample.MEASURES.stream()
            .map(Measure::name)
            .collect(Collectors.joining("\t", "seconds\t", "")));
    samples.forEach(sample -> lines.add(sample.line()));
    try {
      Files.write(file, lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What a measure was around the middle of the second third, and what at the end. */
  record Trend(Measure measure, double before, double after) {
    /** Whether it has not grown by more than five hundredths and its slack. */
    boolean isFlat() {
      return after <= before * GROWTH + measure.slack();
    }
  }

  /** Medians of the second and of the last third: in the first, code is compiled. */
  List<Trend> trends() {
    int third = samples.size() / 3;
    List<Trend> trends = new ArrayList<>();
    for (int i = 0; i < SoakSample.MEASURES.size(); i++) {
      trends.add(
          new Trend(
              SoakSample.MEASURES.get(i),
              median(i, third, 2 * third),
              median(i, 2 * third, samples.size())));
    }
    return trends;
  }

  private double median(int measure, int from, int end) {
    double[] sorted =
        samples.subList(from, end).stream()
            .mapToDouble(sample -> sample.values().get(measure))
            .sorted()
            .toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
