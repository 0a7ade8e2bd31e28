package io.sabot.source;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a single-use source has left: one run. */
final class Once {
  private final AtomicBoolean taken = new AtomicBoolean();

  /** Spends it, or fails where it is spent. */
  void take(String source, String cure) {
    if (!taken.compareAndSet(false, true)) {
      throw Problem.at(source, ErrorCode.ALREADY_CONSUMED)
          .rule("the source can be read by one run only")
          .but("this is the second")
          .cure(cure)
          .run();
    }
  }
}
