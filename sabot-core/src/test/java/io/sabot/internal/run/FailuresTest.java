package io.sabot.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.operator.BatchOperator;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Whose fault a failure is, and what the reader is told to do. */
class FailuresTest {
  private static final Throwable BROKEN = new IllegalStateException("broken");

  /** An operator of somebody else. */
  record Own() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }
  }

  private static SabotException of(Throwable failure) {
    return Failures.of(failure, "Sort", Origin.UNKNOWN);
  }

  @Test
  void aFaultOfTheLibraryIsToBeReported() {
    assertThat(of(BROKEN).code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(of(BROKEN))
        .hasCause(BROKEN)
        .hasMessageContaining("Sort: the library must not fail by itself")
        .hasMessageContaining("report it with the stack trace");
  }

  @Test
  void aFaultOfTheUsersOperatorIsTheUsers() {
    SabotException failure = Failures.of(BROKEN, new Own(), Origin.UNKNOWN);
    assertThat(failure.code()).isEqualTo(ErrorCode.USER_FUNCTION_FAILED);
    assertThat(failure)
        .hasMessageContaining("Own: code given to the library must not throw")
        .hasMessageContaining("mend it where the stack trace of the cause begins");
  }

  @Test
  void aFullHeapIsAMemoryLimitThatNamesTheFlag() {
    assertThat(of(new OutOfMemoryError("Java heap space")))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("it says Java heap space")
        .hasMessageContaining("raise it with -Xmx");
    assertThat(of(new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory")))
        .hasMessageContaining("-XX:MaxDirectMemorySize");
    assertThat(of(new OutOfMemoryException("refused")))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("RunOptions.withAllocator");
  }

  @Test
  void functionsFailAsTheUsersButRefusalsPass() {
    assertThatThrownBy(() -> UserCode.call("f", () -> throwing(new StackOverflowError("deep"))))
        .isInstanceOfSatisfying(
            SabotException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION_FAILED))
        .hasMessageContaining("f: code given to the library must not throw")
        .hasMessageContaining("deep");
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    assertThatThrownBy(() -> UserCode.call("f", () -> throwing(full))).isSameAs(full);
    SabotException known = Problem.at("f", ErrorCode.ARITHMETIC).rule("a").but("b").cure("c").run();
    assertThatThrownBy(() ->
            UserCode.call(
                "f",
                () -> {
                  throw known;
                }))
        .isSameAs(known);
  }

  private static int throwing(Error error) {
    throw error;
  }
}
