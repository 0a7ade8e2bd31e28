package io.sabot.operators.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Representatives;
import io.sabot.expression.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/functions.md} says what the planner and the back ends do. */
class FunctionTableTest {
  private static final Path PAGE = Path.of("..", "docs", "functions.md");

  @Test
  void thePageIsWhatTheRegistrySays() throws IOException {
    String page = FunctionTable.print();
    if ("write".equals(System.getenv("SABOT_FUNCTIONS"))) {
      Files.writeString(PAGE, page);
    }
    String cure =
        "docs/functions.md must be what the registry says; rewrite it with: ./dev functions";
    List<String> written = Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.of();
    assertThat(page.lines().filter(line -> !written.contains(line))).as(cure).isEmpty();
    assertThat(page.lines().toList().equals(written)).as(cure).isTrue();
  }

  @Test
  void everyTypeThatMessagesListIsTried() {
    assertThat(Typed.ALL.stream().map(Typed::typeName))
        .isEqualTo(Representatives.TYPES.stream().map(Types::name).toList());
  }
}
