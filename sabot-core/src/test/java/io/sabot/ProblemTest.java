package io.sabot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static Problem.Ended problem() {
    return Problem.at("Filter", ErrorCode.TYPE_MISMATCH)
        .rule("predicate must be boolean")
        .but("\"price + 1\" is Float64")
        .cure("compare it, e.g. col(\"price\").gt(1)");
  }

  @Test
  void readsWhereRuleValueCure() {
    assertThat(problem().plan())
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Filter: predicate must be boolean, but \"price + 1\" is Float64; compare it, e.g."
                + " col(\"price\").gt(1)");
    assertThat(problem().run()).isInstanceOf(RunException.class);
    assertThat(problem().memory()).isInstanceOf(MemoryLimitException.class);
    assertThat(problem().plan().code()).isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  @Test
  void cutsLongValues() {
    Problem cut =
        Problem.at("x", ErrorCode.INTERNAL).rule("r").but("v".repeat(200)).cure("c").problem();
    assertThat(cut.value()).hasSize(80).endsWith("v…");
  }

  @Test
  void getsTheUsersLineOnce() {
    Exception cause = new IllegalStateException("beneath");
    SabotException bare =
        Problem.at("x", ErrorCode.INTERNAL).rule("r").but("v").cause(cause).cure("c").run();
    bare.addSuppressed(new RuntimeException("second"));
    SabotException named = bare.from(new Origin("Main.main(Main.java:5)"));
    assertThat(named)
        .isInstanceOf(RunException.class)
        .hasMessage("x: r, but v; c (at Main.main(Main.java:5))")
        .hasCause(cause);
    assertThat(named.getSuppressed()).hasSize(1);
    assertThat(named.getStackTrace()).isEqualTo(bare.getStackTrace());
    assertThat(named.from(new Origin("Other.java:1"))).isSameAs(named);
    assertThat(bare.from(null)).isSameAs(bare);
  }

  @Test
  void anOriginIsTheLineOfTheCaller() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    Origin origin = Origin.capture();
    assertThat(origin.toString())
        .startsWith("at io.sabot.ProblemTest.anOriginIsTheLineOfTheCaller(ProblemTest.java:" + line)
        .endsWith(")");
    assertThat(origin).isEqualTo(Origin.UNKNOWN).hasSameHashCodeAs(Origin.UNKNOWN);
  }

  @Test
  void optionsMustBePositive() {
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withMemoryBudget(0))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("RunOptions: memoryBudget must be at least 1, but it is 0")
        .hasMessageContaining("leave it at RunOptions.DEFAULTS or give a positive number");
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withBatchRows(-1))
        .hasMessageContaining("batchRows must be at least 1");
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withBatchBytes(0))
        .hasMessageContaining("batchBytes must be at least 1");
  }

  @Test
  void rowsCannotWaitForLessThanNoTime() {
    assertThatThrownBy(() -> RunOptions.DEFAULTS.withFlushInterval(Duration.ofMillis(-5)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "flushInterval must lie between zero and 292 years, but it is PT-0.005S")
        .hasMessageContaining("give a duration such as Duration.ofMillis(10)");
    assertThatThrownBy(
            () -> RunOptions.DEFAULTS.withFlushInterval(Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessageContaining("292 years");
    assertThat(RunOptions.DEFAULTS.withFlushInterval(Duration.ZERO).flushInterval()).isZero();
  }

  @Test
  void optionsChangeOneThingAtATime() {
    RunOptions options =
        RunOptions.DEFAULTS
            .withMemoryBudget(5)
            .withBatchRows(7)
            .withBatchBytes(9)
            .withFlushInterval(Duration.ofMillis(3))
            .withExecutor(Runnable::run);
    assertThat(options.memoryBudget()).isEqualTo(5);
    assertThat(options.batchRows()).isEqualTo(7);
    assertThat(options.batchBytes()).isEqualTo(9);
    assertThat(options.flushInterval()).hasMillis(3);
    assertThat(options.executor()).isNotNull();
    assertThat(options.withMemoryBudget(6).executor()).isSameAs(options.executor());
  }
}
