package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The main job from one executable jar, by plain {@code java -jar}. */
class ExecutableJarIT {
  @Test
  void startsWithoutAFlag() throws Exception {
    PlainJava java = PlainJava.run("-jar", System.getProperty("sabot.executable.jar"));
    assertThat(java.exitCode()).as(java.output()).isZero();
    assertThat(java.output()).contains("mean_delay").contains("rows/s");
  }
}
