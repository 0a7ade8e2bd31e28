package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;

/** Whether the library of sketches, an optional one, is on the class path. */
final class SketchLibrary {
  /** What an application adds to its dependencies. */
  static final String ARTIFACT = "org.apache.datasketches:datasketches-java:9.0.0";

  private static final String CLASS = "org.apache.datasketches.hll.HllSketch";

  private SketchLibrary() {}

  /** Refuses an aggregate that needs the library where it is absent. */
  static void require(String aggregate) {
    if (!Present.FOUND) {
      throw Problem.at("GroupBy", ErrorCode.UNKNOWN_FUNCTION)
          .rule(aggregate + " needs a library of sketches")
          .but("it is not on the class path")
          .cure("add " + ARTIFACT + " to the dependencies, or call the exact aggregate")
          .plan();
    }
  }

  /** Looked for once. */
  private static final class Present {
    private static final boolean FOUND = find();

    private static boolean find() {
      try {
        Class.forName(CLASS, false, SketchLibrary.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException | LinkageError missing) {
        return false;
      }
    }
  }
}
