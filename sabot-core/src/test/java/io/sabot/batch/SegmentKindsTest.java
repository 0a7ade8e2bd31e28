package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No kind of memory segment appears once there may be compiled kernels. */
class SegmentKindsTest {
  @Test
  void allAreKnownFromTheStart() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                SegmentKindsProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> lines = output.lines().toList();
    int ready = lines.indexOf(SegmentKindsProcess.READY);
    assertThat(lines.subList(0, ready)).anyMatch(SegmentKindsTest::isKind);
    assertThat(lines.subList(ready, lines.size())).noneMatch(SegmentKindsTest::isKind);
  }

  private static boolean isKind(String line) {
    return line.contains("jdk.internal.foreign.")
        && (line.contains("MemorySegmentImpl") || line.contains("Session "));
  }
}
