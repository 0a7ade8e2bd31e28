package io.sabot.examples;

// readme: begin
import static io.sabot.Expressions.*;

import io.sabot.stream.Stream;
import java.nio.file.Path;
import java.util.List;

class ReadmeExample {
  record Delay(String state, long flights, Double meanDelay) {}

  static List<Delay> worstStates(Path flights, Path airports) {
    Stream places = Stream.fromCsv(airports).select("iata", "state");
    return Stream.fromParquet(flights)
        .filter(col("delay").gt(15))
        .withColumn("hours", col("delay").div(60))
        .join(places, on("origin", "iata"))
        .groupBy("state")
        .aggregate(count().as("flights"), mean("hours").as("mean_delay"))
        .sort(desc("mean_delay"))
        .limit(10)
        .toList(Delay.class);
  }
}
// readme: end
