package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * The encoded keys of the rows of a chunk, of which there is at least one.
 *
 * @param keys one behind the other, with eight bytes to spare
 * @param starts where the key of each row starts, and the last ends
 * @param common how many bytes all of them begin with, those of the first
 * @param longest bytes of the longest
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncodedChunk(MemorySegment keys, long[] starts, long common, long longest) {
  /** These keys, once looked through. */
  public static EncodedChunk of(MemorySegment keys, long[] starts) {
    long longest = 0;
    for (int row = 0; row < starts.length - 1; row++) {
      longest = Math.max(longest, starts[row + 1] - starts[row]);
    }
    return new EncodedChunk(keys, starts, common(keys, starts), longest);
  }

  private static long common(MemorySegment keys, long[] starts) {
    long length = starts[1] - starts[0];
    for (long at = 0; at < length; at += Long.BYTES) {
      long differ = differ(keys, starts, at);
      if (differ != 0) {
        return Math.min(length, at + (Long.numberOfLeadingZeros(differ) >>> 3));
      }
    }
    return length;
  }

  /** The bits in which words of keys, so far behind their start, differ from the first's. */
  private static long differ(MemorySegment keys, long[] starts, long at) {
    long first = EncodedRows.word(keys, starts[0] + at, starts[1]);
    long differ = 0;
    for (int row = 1; row < starts.length - 1; row++) {
      differ |= first ^ EncodedRows.word(keys, starts[row] + at, starts[row + 1]);
    }
    return differ;
  }

  /** How many bytes all keys here and all there begin with. */
  long commonWith(EncodedChunk other) {
    long most = Math.min(common, other.common);
    long at = 0;
    while (at < most
        && keys.get(Memory.BYTE, starts[0] + at)
            == other.keys.get(Memory.BYTE, other.starts[0] + at)) {
      at++;
    }
    return at;
  }
}
