package io.sabot.source;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunException;

/** The answer of readers that only go forward. */
final class NoPositions {
  private NoPositions() {}

  static RunException refused() {
    return Problem.at("source", ErrorCode.SOURCE_FAILED)
        .rule("a reader must count its batches to go on from one of them")
        .but("this one only goes forward")
        .cure("read it from its start, or implement SplitReader.position and seek")
        .run();
  }
}
