package io.sabot.state;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.regex.Pattern;

/** What the state of an operator may be called: names stand in files and in commits. */
public final class StateName {
  /** Characters that a name may have. */
  public static final int LONGEST = 64;

  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");

  private StateName() {}

  /**
   * Refuses what is no name.
   *
   * @param where the operator
   */
  public static void check(String where, String name) {
    if (!NAMES.matcher(name).matches()) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule(
              "the name of a state has up to "
                  + LONGEST
                  + " letters, digits, dots, dashes and underscores")
          .but("it is \"" + name + "\"")
          .cure("name it after what it counts, e.g. named(\"flights-by-carrier\")")
          .plan();
    }
  }
}
