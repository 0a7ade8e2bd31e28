package io.sabot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in four parts: where, which rule, which value broke it, and what mends it. The
 * value is cut to {@value #VALUE_LIMIT} characters.
 *
 * @param code the stable code
 * @param where the operator, source or verb
 * @param rule what must hold
 * @param value what was found instead
 * @param cure what the user can do
 * @param origin the line of user code that built the failing node, or null where not known
 */
public record Problem(
    ErrorCode code, String where, String rule, String value, String cure, @Nullable Origin origin) {

  private static final int VALUE_LIMIT = 80;

  public Problem {
    Objects.requireNonNull(code);
    value = value.length() <= VALUE_LIMIT ? value : value.substring(0, VALUE_LIMIT - 1) + "…";
  }

  /** Starts a problem at an operator, source or verb. */
  public static Builder at(String where, ErrorCode code) {
    return new Builder(where, code);
  }

  /** The same problem with the user's line, unless it already has one. */
  public Problem from(@Nullable Origin line) {
    return origin != null || line == null
        ? this
        : new Problem(code, where, rule, value, cure, line);
  }

  /** {@code where: rule, but value; cure (at line)}. */
  public String message() {
    String text = where + ": " + rule + ", but " + value + "; " + cure;
    return origin == null ? text : text + " (" + origin + ")";
  }

  /** Collects the parts of a problem and ends in the exception of its kind. */
  public static final class Builder {
    private final String where;
    private final ErrorCode code;
    private String rule = "";
    private String value = "";
    private @Nullable Throwable cause;

    private Builder(String where, ErrorCode code) {
      this.where = where;
      this.code = code;
    }

    /** What must hold, e.g. {@code predicate must be boolean}. */
    public Builder rule(String text) {
      rule = text;
      return this;
    }

    /** What was found, e.g. {@code "price + 1" is Float64}. */
    public Builder but(String text) {
      value = text;
      return this;
    }

    /** What lies beneath. */
    public Builder cause(Throwable throwable) {
      cause = throwable;
      return this;
    }

    /** Ends the message with what mends it. */
    public Ended cure(String text) {
      return new Ended(new Problem(code, where, rule, value, text, null), cause);
    }
  }

  /** A finished problem, one call away from the exception of its kind. */
  public record Ended(Problem problem, @Nullable Throwable cause) {
    /** The plan cannot work: thrown while it is built. */
    public PlanException plan() {
      return new PlanException(problem, cause);
    }

    /** The run failed. */
    public RunException run() {
      return new RunException(problem, cause);
    }

    /** The run must begin anew from what is committed. */
    public RestartException restart() {
      return new RestartException(problem, cause);
    }

    /** Memory was refused. */
    public MemoryLimitException memory() {
      return new MemoryLimitException(problem, cause);
    }
  }
}
