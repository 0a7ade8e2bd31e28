package io.sabot.operators.internal.gandiva;

/** When native code is made. */
public enum Start {
  /** Before the first row; a failure is an error. */
  AT_ONCE,
  /** After many rows; where it fails, the kernels go on. */
  LATE
}
