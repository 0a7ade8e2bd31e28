package io.sabot.state;

import java.lang.foreign.MemorySegment;

/** One column of a key, ready to be encoded: measured first, then written, a column at a time. */
interface KeyPart extends AutoCloseable {
  /** Adds the bytes of each row to {@code lengths}. */
  void measure(long[] lengths, int rows);

  /** Writes each row at its cursor and moves the cursor behind it. */
  void write(MemorySegment to, long[] cursors, int rows);

  @Override
  default void close() {}
}
