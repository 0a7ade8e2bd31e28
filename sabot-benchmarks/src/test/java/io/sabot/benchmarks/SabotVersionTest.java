package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.SabotVersion;
import org.junit.jupiter.api.Test;

class SabotVersionTest {
  @Test
  void coreIsReachable() {
    assertThat(SabotVersion.current()).isNotBlank();
  }
}
