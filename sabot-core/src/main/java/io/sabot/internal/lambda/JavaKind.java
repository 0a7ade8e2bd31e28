package io.sabot.internal.lambda;

/** What a term is worth. */
public enum JavaKind {
  BOOLEAN,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  /** A {@code String}. */
  TEXT,
  /** Anything else, null and boxed values among it. */
  OBJECT;

  /** Whether it takes two places on the stack of the JVM. */
  boolean isWide() {
    return this == LONG || this == DOUBLE;
  }

  boolean isFloating() {
    return this == FLOAT || this == DOUBLE;
  }

  /** The kind that a type of a descriptor is computed in; small integers are int. */
  static JavaKind of(Class<?> type) {
    if (type == boolean.class) {
      return BOOLEAN;
    }
    if (type == long.class) {
      return LONG;
    }
    if (type == float.class) {
      return FLOAT;
    }
    if (type == double.class) {
      return DOUBLE;
    }
    if (type.isPrimitive()) {
      return INT;
    }
    return type == String.class ? TEXT : OBJECT;
  }
}
