package io.sabot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SabotVersionTest {
  @Test
  void classesOutsideAJarAreADevelopmentVersion() {
    assertThat(SabotVersion.current()).isEqualTo("development");
  }
}
