package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MemoryGovernorTest {
  private final MemoryGovernor governor = new MemoryGovernor(100);
  private final MemoryBudget one = governor.budget(Long.MAX_VALUE);
  private final MemoryBudget two = governor.budget(90);
  private final Reservation rows = one.reserve("Sort rows");
  private final Reservation build = two.reserve("HashJoin build side");

  @Test
  void runsShareWhatTheProcessHas() {
    rows.grow(60);
    assertThatThrownBy(() -> build.grow(50))
        .hasMessage(
            "HashJoin build side: all runs may hold 100 bytes, and hold 60, but 50 more were asked"
                + " for, 0 held and 0 spilled here; give the process more memory, lower its -Xmx,"
                + " or run fewer at once");
    build.grow(40);
    rows.close();
    build.grow(50);
    assertThat(governor.reserved()).isEqualTo(90);
    assertThatThrownBy(() -> build.grow(1)).hasMessageContaining("a run may hold 90 bytes");
    build.close();
    assertThat(governor.reserved()).isZero();
  }

  @Test
  void theRunThatHoldsMoreGivesBack() {
    rows.grow(80);
    build.grow(20);
    rows.onPressure(new PressureGate(missing -> rows.shrink(missing)));
    build.onPressure(new PressureGate(missing -> build.shrink(missing)));
    assertThat(build.tryGrow(10)).isTrue();
    assertThat(rows.bytes()).isEqualTo(70);
    assertThat(rows.tryGrow(10)).isFalse();
    assertThat(build.bytes()).isEqualTo(30);
  }

  /** It is told no; the run that could not give back hears of it at its next step. */
  @Test
  void whoAsksDoesNotFailWithTheRunThatGives() {
    PressureGate gate =
        new PressureGate(missing -> {
          throw new IllegalStateException("disk");
        });
    rows.onPressure(gate);
    rows.grow(80);
    assertThat(build.tryGrow(50)).isFalse();
    assertThatThrownBy(gate::enter).hasMessage("disk");
  }

  @Test
  void aQuarterIsLeftBesideALargeHeap() {
    assertThat(MemoryGovernor.besideTheHeap(1000, 300)).isEqualTo(700);
    assertThat(MemoryGovernor.besideTheHeap(1000, 900)).isEqualTo(250);
  }

  /** Where the process is in a container, whichever version of control groups holds it. */
  @Test
  void theContainerSetsTheLimit() throws IOException {
    for (String file :
        List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")) {
      Path path = Path.of(file);
      String text = Files.isReadable(path) ? Files.readString(path).strip() : "max";
      if (!text.equals("max")) {
        long most = Long.parseLong(text);
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(MemoryGovernor.process().limit())
            .isLessThanOrEqualTo(MemoryGovernor.besideTheHeap(most, heap));
      }
    }
  }

  /** A process of its own asks from several threads, and says once what it found. */
  @Test
  void theLimitIsLoggedOnce() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                GovernorProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines().filter(line -> line.contains("runs of this process may hold")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("less 6");
  }

  @Test
  void theProcessHasWhatIsBesideTheHeap() {
    long limit = MemoryGovernor.process().limit();
    assertThat(limit).isPositive().isLessThan(Long.MAX_VALUE);
  }
}
