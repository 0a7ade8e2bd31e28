package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.stream.Stream;
import java.time.Duration;
import java.util.List;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * A stream in Reactor, through {@code Flow}: what Reactor asks for is what the stream reads, and
 * when it cancels, the stream is freed. A topic is handed over in the same way as the generator
 * here.
 */
public final class Example10Reactor {
  /** A reading that is too hot. */
  record Hot(long sensor, double fahrenheit) {}

  private Example10Reactor() {}

  public static void main(String[] arguments) {
    List<Hot> first =
        hot(Stream.fromBatches(Readings.SCHEMA, Readings::batch))
            .filter(reading -> reading.sensor() < 10)
            .take(5)
            .collectList()
            .block(Duration.ofSeconds(30));
    System.out.println(first);
  }

  /** Readings that are too hot, from columns to records to Reactor. */
  static Flux<Hot> hot(Stream readings) {
    return JdkFlowAdapter.flowPublisherToFlux(
        readings
            .filter(col("celsius").gt(30))
            .select(col("sensor"), col("celsius").times(1.8).plus(32).as("fahrenheit"))
            .publisher(Hot.class));
  }
}
