package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class VectorSupportTest {
  @Test
  void widthIsAtLeastOneLong() {
    assertThat(VectorSupport.bits()).isGreaterThanOrEqualTo(Long.SIZE);
  }

  @Test
  void withoutTheModuleAVectorIsOneLong() {
    if (!VectorSupport.isAvailable()) {
      assertThat(VectorSupport.bits()).isEqualTo(Long.SIZE);
    }
  }

  @Test
  void vectorsAreChosenWhereTheModuleIsAndNothingKeepsThemOut() {
    String asked = System.getProperty("sabot.kernels", "warming");
    assertThat(Kernels.provider().name()).isEqualTo(VectorSupport.isAvailable() ? asked : "scalar");
    assertThat(Kernels.vector().name())
        .isEqualTo(VectorSupport.isAvailable() ? "vector" : "scalar");
    assertThat(Kernels.scalar().name()).isEqualTo("scalar");
  }

  @Test
  void eachStartChoosesItsProvider() throws Exception {
    String module = "--add-modules=jdk.incubator.vector";
    assertThat(chosen(module)).isEqualTo("warming");
    assertThat(chosen(module, "-Dsabot.kernels=vector")).isEqualTo("vector");
    assertThat(chosen("-Dsabot.kernels=vector")).isEqualTo("scalar");
    assertThat(chosen(module, "-Dsabot.kernels=scalar")).isEqualTo("scalar");
    assertThat(chosen()).isEqualTo("scalar");
  }

  /** What another JVM, started with these flags, chooses. */
  private static String chosen(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Chosen.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  /** Prints the name of the provider in use. */
  static final class Chosen {
    private Chosen() {}

    public static void main(String[] arguments) {
      System.out.println(Kernels.provider().name());
    }
  }
}
