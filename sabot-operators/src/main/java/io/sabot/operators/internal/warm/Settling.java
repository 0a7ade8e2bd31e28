package io.sabot.operators.internal.warm;

import java.util.concurrent.TimeUnit;

/**
 * Judges by the times of its rounds whether a loop has reached its speed: it has run often enough
 * for the compiler to take it up, and has not become faster for a while.
 */
final class Settling {
  /** Calls before the compiler takes the whole of a method up, with room to spare. */
  static final int ROUNDS = 2_000;

  /** How long nothing may have become faster: the compiler works beside us, and is behind. */
  static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  /** No loop is warmed for longer. */
  static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  /** Timer noise is no progress. */
  private static final double PROGRESS = 0.9;

  private int rounds;
  private long spent;
  private long calm;
  private long best = Long.MAX_VALUE;

  /** Takes the time of a round; gives whether the loop needs no further one. */
  boolean isOver(long nanos) {
    rounds++;
    spent += nanos;
    calm += nanos;
    if (nanos < best * PROGRESS) {
      best = nanos;
      calm = 0;
    }
    return spent >= LIMIT_NANOS || rounds >= ROUNDS && calm >= CALM_NANOS;
  }
}
