package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example, and IPC files, in a process of plain {@code java -cp}. */
class NoFlagsTest {
  static Stream<Class<?>> examples() {
    return Stream.of(
        Example01BatchMode.class,
        Example02StreamingMode.class,
        Example03OnePipeline.class,
        Example05ZeroCopy.class,
        Example06OwnOperator.class,
        Example07MainJob.class,
        Example10Reactor.class);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void startsWithoutAFlag(Class<?> example) throws Exception {
    PlainJava java = PlainJava.run("-cp", System.getProperty("java.class.path"), example.getName());
    assertThat(java.exitCode()).as(java.output()).isZero();
    assertThat(java.output()).doesNotContain("Exception");
  }

  @Test
  void arrowFilesNeedNoFlag(@TempDir Path folder) throws Exception {
    PlainJava java =
        PlainJava.run(
            "-cp",
            System.getProperty("java.class.path"),
            ArrowFileMain.class.getName(),
            folder.resolve("flights.arrow").toString());
    assertThat(java.exitCode()).as(java.output()).isZero();
    assertThat(java.output()).contains("20000 rows came back");
  }
}
