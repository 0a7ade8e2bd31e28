package io.sabot;

import java.lang.StackWalker.StackFrame;

/**
 * The line of user code that built a node of a plan. Two origins are always equal: where a plan was
 * written does not change what it says.
 *
 * @param place class, method, file and line as a stack trace prints them
 */
public record Origin(String place) {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** An origin for plans that no line of Java built, such as one read from text. */
  public static final Origin UNKNOWN = new Origin("unknown line");

  /** Walks the stack to the first frame outside the library. */
  public static Origin capture() {
    return WALKER.walk(frames ->
        frames
            .filter(frame -> !isLibrary(frame.getClassName()))
            .findFirst()
            .map(Origin::of)
            .orElse(UNKNOWN));
  }

  private static Origin of(StackFrame frame) {
    return new Origin(frame.toStackTraceElement().toString());
  }

  private static boolean isLibrary(String className) {
    return className.startsWith("io.sabot.")
        && !className.startsWith("io.sabot.examples.")
        && !outermost(className).endsWith("Test");
  }

  private static String outermost(String className) {
    int nested = className.indexOf('$');
    return nested < 0 ? className : className.substring(0, nested);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Origin;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "at " + place;
  }
}
