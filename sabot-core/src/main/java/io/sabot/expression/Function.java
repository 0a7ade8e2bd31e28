package io.sabot.expression;

import java.util.Locale;

/** The functions of the registry. The text name of each is its name in lower case. */
public enum Function {
  EQ,
  NE,
  GT,
  GE,
  LT,
  LE,
  PLUS,
  MINUS,
  TIMES,
  DIV,
  INT_DIV,
  REM,
  NEGATE,
  AND,
  OR,
  NOT,
  IS_NULL,
  IS_NOT_NULL,
  IN,
  BETWEEN,
  COALESCE,
  /** Arguments: condition, value, condition, value, …, and the value where no condition is true. */
  CASE,
  /** Arguments: the value and a null of the target type. Bound to a lenient cast. */
  TRY_CAST;

  /** The name in expressions and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
