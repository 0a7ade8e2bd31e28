package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes out is looked at, in memory and by way of disk. */
class SortPeersTest {
  @Test
  void rowsComeInOrder() {
    SortPeers.run(new SortOptions(20_000, List.of(2), List.of(), 1, 1));
  }

  @Test
  void aTenthOfTheMemoryGivesTheSameRows() {
    SpillBenchmark.run(new SpillOptions(60_000, 2, List.of(), 1));
  }

  @Test
  void argumentsAreNamed() {
    assertThat(SortOptions.parse("--rows", "1e6", "--threads", "1,2").threads())
        .containsExactly(1, 2);
    assertThatThrownBy(() -> SortOptions.parse("--speed", "3"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--speed");
    assertThat(SpillOptions.parse("--operators", "sort,join").asks("group-by")).isFalse();
    assertThatThrownBy(() -> SpillOptions.parse("--rows"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--rows");
  }
}
