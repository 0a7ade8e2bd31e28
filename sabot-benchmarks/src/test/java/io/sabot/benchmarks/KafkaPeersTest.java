package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker and a consumer in processes of their own; what both sides read is compared there. */
class KafkaPeersTest {
  @Test
  void bothSidesReadTheSame() {
    assertThat(KafkaPeers.run(new KafkaOptions(3_000, 10, 1, 0, 2_000, 1, List.of())))
        .startsWith("ratio vs bare consumer: ");
  }

  @Test
  void valuesHaveFiveFieldsInTwoHundredBytes() {
    for (long number : new long[] {0, 1, 999_999_999, Long.MAX_VALUE}) {
      byte[] value = KafkaReadings.value(number, number);
      assertThat(value).hasSize(KafkaReadings.BYTES);
      assertThat(new String(value, StandardCharsets.UTF_8))
          .matches(
              "\\{\"at\":\\d+,\"sensor\":\\d+,\"celsius\":\\d+\\.\\d\\d,\"site\":\"hall-\\d+\","
                  + "\"note\":\"[a-z ]+\"}");
    }
  }

  @Test
  void argumentsAreNamed() {
    KafkaOptions options = KafkaOptions.parse("--rows", "1e6", "--questions", "kafka,bytes");
    assertThat(options.rows()).isEqualTo(1_000_000);
    assertThat(KafkaOptions.parse(options.arguments().toArray(String[]::new))).isEqualTo(options);
    assertThatThrownBy(() -> KafkaOptions.parse("--speed", "3"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--speed");
  }
}
