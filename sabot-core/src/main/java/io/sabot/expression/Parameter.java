package io.sabot.expression;

/**
 * A parameter of a function.
 *
 * @param name what it is called in messages and docs
 * @param kind which types it takes
 * @param use how often it may be given, and as what
 */
public record Parameter(String name, Kind kind, Use use) {
  /** How a parameter is given. */
  public enum Use {
    /** Once. */
    REQUIRED,
    /** Once or not at all; only behind required ones. */
    OPTIONAL,
    /** Any number of times, also never; only as the last. */
    REPEATED,
    /** Once, as a literal that is not null: it decides about the plan, not about a row. */
    LITERAL,
    /** As {@link #LITERAL}, or not at all. */
    OPTIONAL_LITERAL
  }

  static Parameter required(String name, Kind kind) {
    return new Parameter(name, kind, Use.REQUIRED);
  }

  static Parameter optional(String name, Kind kind) {
    return new Parameter(name, kind, Use.OPTIONAL);
  }

  static Parameter repeated(String name, Kind kind) {
    return new Parameter(name, kind, Use.REPEATED);
  }

  static Parameter literal(String name, Kind kind) {
    return new Parameter(name, kind, Use.LITERAL);
  }

  static Parameter optionalLiteral(String name, Kind kind) {
    return new Parameter(name, kind, Use.OPTIONAL_LITERAL);
  }

  boolean isRequired() {
    return use == Use.REQUIRED || use == Use.LITERAL;
  }

  boolean isLiteral() {
    return use == Use.LITERAL || use == Use.OPTIONAL_LITERAL;
  }

  @Override
  public String toString() {
    return switch (use) {
      case REQUIRED, LITERAL -> name;
      case OPTIONAL, OPTIONAL_LITERAL -> "[" + name + "]";
      case REPEATED -> name + "…";
    };
  }
}
