package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void aShortSoakGivesNumbersAndAPicture(@TempDir Path folder) throws IOException {
    Path numbers = folder.resolve("made/soak.tsv");
    Path picture = folder.resolve("made/soak.svg");
    Soak.run(new SoakOptions(1, 500, 100, numbers, picture));
    assertThat(SoakNumbers.read(numbers).samples()).isNotEmpty();
    assertThat(Files.readString(picture)).startsWith("<svg").contains("resident set");
  }

  @Test
  void whatGrowsIsSaid() {
    assertThat(trends(second -> 100)).allMatch(SoakNumbers.Trend::isFlat);
    assertThat(trends(second -> 100 + second)).noneMatch(SoakNumbers.Trend::isFlat);
  }

  private static List<SoakNumbers.Trend> trends(DoubleUnaryOperator value) {
    return new SoakNumbers(
            IntStream.range(0, 90)
                .mapToObj(second ->
                    new SoakSample(second, Collections.nCopies(6, value.applyAsDouble(second))))
                .toList())
        .trends();
  }

  @Test
  void argumentsAreNamed() {
    assertThat(SoakOptions.parse("kafka", "--minutes", "0.5").seconds()).isEqualTo(30);
    assertThatThrownBy(() -> SoakOptions.parse("kafka", "--speed", "3"))
        .hasMessageContaining("arguments must be --minutes N")
        .hasMessageContaining("--speed");
    assertThatThrownBy(() -> SoakOptions.parse()).hasMessageContaining("must be \"kafka\"");
    KafkaOptions options = KafkaOptions.parse("--rows", "1e6", "--questions", "kafka,bytes");
    assertThat(options.rows()).isEqualTo(1_000_000);
    assertThat(KafkaOptions.parse(options.arguments().toArray(String[]::new))).isEqualTo(options);
    assertThatThrownBy(() -> KafkaOptions.parse("--speed", "3"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--speed");
  }
}
