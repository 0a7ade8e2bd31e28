package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.function.Supplier;

/** Plans are walked by recursion: one too deep for the stack is refused where it is walked. */
final class Depth {
  private Depth() {}

  /** What the walk gives. */
  static <T> T bounded(Supplier<T> walk) {
    try {
      return walk.get();
    } catch (StackOverflowError deep) {
      throw Problem.at("plan", ErrorCode.INVALID_ARGUMENT)
          .rule("a plan must be as flat as the stack of its thread asks for")
          .but("this one is nested too deeply")
          .cause(deep)
          .cure("pass all streams to one union(…), or split the plan with collect()")
          .plan();
    }
  }
}
