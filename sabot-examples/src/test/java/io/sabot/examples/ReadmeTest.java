package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what the compiler saw. */
class ReadmeTest {
  @Test
  void theExampleIsCutFromAFileThatATestRuns() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/sabot/examples/ReadmeExample.java"));
    String shown = source.split("// readme: begin\n")[1].split("// readme: end")[0];
    assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```");
  }
}
