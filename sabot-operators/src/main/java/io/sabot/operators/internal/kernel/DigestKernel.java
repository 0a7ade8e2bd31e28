package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest of bytes as hexadecimal digits. Belongs to one thread. */
public final class DigestKernel {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final MessageDigest digest;
  private final byte[] result;

  private DigestKernel(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + algorithm, impossible);
    }
    result = new byte[digest.getDigestLength()];
  }

  /** MD5. */
  public static DigestKernel md5() {
    return new DigestKernel("MD5");
  }

  /** SHA-256. */
  public static DigestKernel sha256() {
    return new DigestKernel("SHA-256");
  }

  /** Digits of a digest. */
  public int width() {
    return 2 * result.length;
  }

  /** Writes the digest of the row at which {@code rows} stands. */
  public void write(ByteRows rows, MemorySegment to, long at) {
    digest.update(rows.data().asSlice(rows.start(), rows.length()).asByteBuffer());
    try {
      digest.digest(result, 0, result.length);
    } catch (DigestException impossible) {
      throw new IllegalStateException(impossible);
    }
    for (int i = 0; i < result.length; i++) {
      to.set(Memory.BYTE, at + 2L * i, DIGITS[result[i] >> 4 & 15]);
      to.set(Memory.BYTE, at + 2L * i + 1, DIGITS[result[i] & 15]);
    }
  }
}
