package io.sabot.spill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the buffers of a batch in a file, all little-endian:
 *
 * <pre>
 *   0  the letters SABT
 *   4  rows
 *   8  numbers in the structure
 *  12  checksum of the bytes before this and of the structure
 *  16  number of the block in its file
 *  24  bytes of all buffers
 *  32  checksum of these bytes, and four of nothing
 * </pre>
 *
 * The structure follows: for each column, parents before children, its length, how many buffers it
 * has, and the bytes of each. Then come the buffers, one behind the other.
 */
record BlockHeader(int rows, int structure, long number, long bytes, int checksum) {
  static final int BYTES = 40;
  private static final int LETTERS = 0x54424153;
  private static final int OWN_CHECKSUM = 12;

  /** Bytes of the structure. */
  long structureBytes() {
    return (long) structure * Long.BYTES;
  }

  /** The header and the structure behind it. */
  ByteBuffer written(long[] numbers) {
    ByteBuffer to =
        ByteBuffer.allocate(BYTES + numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    to.putInt(LETTERS).putInt(rows).putInt(structure).putInt(0);
    to.putLong(number).putLong(bytes).putInt(checksum).putInt(0);
    for (long value : numbers) {
      to.putLong(value);
    }
    to.flip();
    return to.putInt(OWN_CHECKSUM, checksum(to));
  }

  /** The header that the bytes begin with, or null where they begin with none. */
  static @Nullable BlockHeader read(ByteBuffer from) {
    if (from.getInt(0) != LETTERS) {
      return null;
    }
    return new BlockHeader(
        from.getInt(4), from.getInt(8), from.getLong(16), from.getLong(24), from.getInt(32));
  }

  /** Whether header and structure are as they were written. */
  static boolean isWhole(ByteBuffer all) {
    return all.getInt(OWN_CHECKSUM) == checksum(all);
  }

  private static int checksum(ByteBuffer all) {
    CRC32C checksum = new CRC32C();
    checksum.update(all.slice(0, OWN_CHECKSUM));
    checksum.update(all.slice(OWN_CHECKSUM + Integer.BYTES, all.limit() - OWN_CHECKSUM - 4));
    return (int) checksum.getValue();
  }
}
