package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The peers agree on small tables, and the last line is the one that scripts read. */
class ExpressionPeersTest {
  @Test
  void answersAreEqualAndTheLastLineIsTheGeomean() {
    Seed.next()
        .run(random -> {
          PeerOptions small = new PeerOptions(6, 70_000, 70_001, 1, 1, random.nextLong());
          assertThat(printed(() -> ExpressionPeers.run(small)).lines().toList().getLast())
              .matches("geomean vs duckdb: \\d+\\.\\d\\d, vs gandiva: \\d+\\.\\d\\d");
        });
  }

  @Test
  void argumentsAreNamed() {
    assertThat(PeerOptions.parse("--queries", "3", "--seed", "-1"))
        .isEqualTo(new PeerOptions(3, 1_000_000, 10_000_000, 7, 1_500, -1));
    assertThatThrownBy(() -> PeerOptions.parse("--rows"))
        .hasMessageContaining("arguments must be --queries N");
    assertThatThrownBy(() -> PeerOptions.parse("--speed", "3")).hasMessageContaining("--speed");
  }

  private static String printed(Runnable run) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
