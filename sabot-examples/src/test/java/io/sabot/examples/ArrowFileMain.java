package io.sabot.examples;

import io.sabot.stream.Stream;
import java.nio.file.Path;

/** Writes the flights as an Arrow file and reads them back. */
final class ArrowFileMain {
  private ArrowFileMain() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Stream.fromParquet(SampleData.flights()).writeArrowFile(file);
    System.out.println(Stream.fromArrowFile(file).count() + " rows came back");
  }
}
