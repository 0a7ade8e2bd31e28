package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines agree, the numbers are read as they were written, and the picture shows them. */
class ScalingPeersTest {
  @Test
  void secondsBecomeAFileAndAPicture(@TempDir Path folder) throws IOException {
    Path numbers = folder.resolve("made/numbers.tsv");
    Path picture = folder.resolve("made/picture.svg");
    ScalingPeers.run(
        new ScalingOptions(List.of(5_000), List.of("c1", "c2", "j1"), 1, 1, numbers, picture));
    ScalingNumbers read = ScalingNumbers.read(numbers);
    assertThat(read.questions()).containsExactly("c1", "c2", "j1");
    assertThat(read.lines()).hasSize(12).allMatch(line -> line.seconds() > 0);
    assertThat(Files.readString(picture)).startsWith("<svg").contains("5,000 rows", ">c2<");
  }

  @Test
  void argumentsAreNamed() {
    assertThat(ScalingOptions.parse("--rows", "10,20").rows()).containsExactly(10, 20);
    assertThatThrownBy(() -> ScalingOptions.parse("--speed", "3"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--speed");
  }
}
