package io.sabot.expression;

/** Digests of bytes; {@link io.sabot.Expressions#hash} takes every type. */
public sealed interface HashMethods permits Expression {
  /** MD5 of the bytes of a text or binary value, as 32 hexadecimal digits in lower case. */
  default Expression md5() {
    return Expression.function("md5", this);
  }

  /** SHA-256 of the bytes of a text or binary value, as 64 hexadecimal digits in lower case. */
  default Expression sha256() {
    return Expression.function("sha256", this);
  }
}
