package io.sabot.kafka.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of strings that stand in JSON as they are: ASCII without an escape. */
final class PlainText {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long QUOTES = '"' * ONES;
  private static final long ESCAPES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private PlainText() {}

  /** The place of the quote that ends it, or -1 where it is no such string. */
  static int end(byte[] json, int start, int limit) {
    int at = start;
    // Eight bytes at a time: the lowest byte that is marked is one that is looked for.
    while (at + Long.BYTES <= limit) {
      long word = (long) WORDS.get(json, at);
      long marked = (zero(word ^ QUOTES) | zero(word ^ ESCAPES) | control(word) | word) & HIGH;
      if (marked != 0) {
        int found = at + (Long.numberOfTrailingZeros(marked) >>> 3);
        return json[found] == '"' ? found : -1;
      }
      at += Long.BYTES;
    }
    while (at < limit && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
      at++;
    }
    return at < limit && json[at] == '"' ? at : -1;
  }

  private static long zero(long word) {
    return (word - ONES) & ~word;
  }

  private static long control(long word) {
    return (word - SPACES) & ~word;
  }
}
