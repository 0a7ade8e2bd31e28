package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Zero copy, shown by addresses: what is not computed is not moved. */
public final class Example05ZeroCopy {
  private Example05ZeroCopy() {}

  public static void main(String[] arguments) {
    try (VectorSchemaRoot batch = Readings.batch(0)) {
      System.out.println("given:               " + addresses(batch));
      Stream stream = Stream.fromBatches(List.of(batch));
      show("select, renamed:     ", stream.select(col("celsius").as("degrees"), col("sensor")));
      show("one column more:     ", stream.withColumn("kelvin", col("celsius").plus(273.15)));
      show("filter keeps all:    ", stream.filter(col("sensor").ge(0)));
      show("filter keeps some:   ", stream.filter(col("sensor").lt(50)));
    }
  }

  private static void show(String what, Stream stream) {
    System.out.println(what + firstAddresses(stream));
  }

  /** Where the values of the first batch of a stream lie. */
  static Map<String, String> firstAddresses(Stream stream) {
    try (BatchIterator batches = stream.iterator();
        VectorSchemaRoot batch = batches.next()) {
      return addresses(batch);
    }
  }

  static Map<String, String> addresses(VectorSchemaRoot batch) {
    Map<String, String> addresses = new TreeMap<>();
    batch
        .getFieldVectors()
        .forEach(vector ->
            addresses.put(
                vector.getName(), Long.toHexString(vector.getDataBuffer().memoryAddress())));
    return addresses;
  }
}
