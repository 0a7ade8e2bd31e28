package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import java.util.function.Supplier;
import org.apache.arrow.memory.OutOfMemoryException;

/** Turns whatever was thrown into the one exception that names stage, rule, value and cure. */
final class Failures {
  /** What the names of this library's operators start with. */
  private static final String OPERATORS = "io.sabot.operators.";

  private Failures() {}

  /** What was thrown between the stages, where no code but this library's runs. */
  static SabotException of(Throwable failure, String stage, Origin origin) {
    return known(failure, stage, () -> ours(failure, stage)).from(origin);
  }

  /** What an operator threw: a fault of this library, unless the operator is the user's own. */
  static SabotException of(Throwable failure, BatchOperator operator, Origin origin) {
    String where = operator.name();
    boolean ours = operator.getClass().getName().startsWith(OPERATORS);
    return known(
            failure, where, () -> ours ? ours(failure, where) : UserCode.failed(where, failure))
        .from(origin);
  }

  /** What a source threw, or what it reads. */
  static SabotException of(Throwable failure, Source source, Origin origin) {
    return known(
            failure,
            source.name(),
            () ->
                Problem.at(source.name(), ErrorCode.SOURCE_FAILED)
                    .rule("the source must give batches until it ends")
                    .but("it threw " + failure)
                    .cause(failure)
                    .cure(
                        "mend what it reads, or the code that gives its batches: the stack trace"
                            + " of the cause begins there")
                    .run())
        .from(origin);
  }

  private static SabotException known(
      Throwable failure, String where, Supplier<SabotException> otherwise) {
    return switch (failure) {
      case SabotException known -> known;
      case OutOfMemoryException refused -> refused(refused, where);
      case OutOfMemoryError full -> full(full, where);
      default -> otherwise.get();
    };
  }

  private static SabotException ours(Throwable failure, String where) {
    if (failure instanceof StackOverflowError) {
      return Problem.at("plan", ErrorCode.INVALID_ARGUMENT)
          .rule("a plan must be as flat as the stack of its thread asks for")
          .but("this one is nested too deeply to be run at " + where)
          .cause(failure)
          .cure("pass all streams to one union(…), or split the plan with collect()")
          .run();
    }
    return Problem.at(where, ErrorCode.INTERNAL)
        .rule("the library must not fail by itself")
        .but("it threw " + failure)
        .cause(failure)
        .cure("this is a fault of the library: report it with the stack trace")
        .run();
  }

  /** Closes all, whatever happens; what is thrown on the way is suppressed in {@code first}. */
  static void closeAll(Iterable<? extends Node> nodes, Throwable first) {
    for (Node node : nodes) {
      try {
        node.close();
      } catch (RuntimeException second) {
        suppress(first, second);
      }
    }
  }

  /** Runs all, whatever happens, and throws the first failure with the others suppressed in it. */
  static void runAll(Iterable<Runnable> parts) {
    RuntimeException first = null;
    for (Runnable part : parts) {
      try {
        part.run();
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          suppress(first, failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Adds a later failure to the first; one and the same is not added to itself. */
  static void suppress(Throwable first, Throwable later) {
    if (!first.equals(later)) {
      first.addSuppressed(later);
    }
  }

  private static SabotException refused(OutOfMemoryException refused, String where) {
    return Problem.at(where, ErrorCode.MEMORY_LIMIT)
        .rule("the allocator must grant what the run needs")
        .but(String.valueOf(refused.getMessage()).lines().findFirst().orElse("it refused"))
        .cause(refused)
        .cure(
            "raise the limit of the allocator given to RunOptions.withAllocator, or close batches"
                + " sooner")
        .memory();
  }

  /** The JVM, not an allocator, has no more. */
  private static SabotException full(OutOfMemoryError full, String where) {
    String message = String.valueOf(full.getMessage());
    String flag = message.contains("irect") ? "-XX:MaxDirectMemorySize" : "-Xmx";
    return Problem.at(where, ErrorCode.MEMORY_LIMIT)
        .rule("the JVM must have memory for what the run needs")
        .but("it says " + message)
        .cause(full)
        .cure("raise it with " + flag + ", or keep fewer Java objects while the run lives")
        .memory();
  }
}
