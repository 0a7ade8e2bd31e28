package io.sabot.state;

import io.sabot.batch.Column;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The hash that says where a row belongs: XXH64 with seed 0 over the {@link KeyEncoding canonical
 * bytes} of its key. It never changes, so that snapshots, files and other processes may rely on it;
 * hash tables use another seed.
 */
public final class PartitionHash {
  private PartitionHash() {}

  /** The hash of each row's key; the columns stay with the caller. */
  public static long[] of(List<Column> keys, int rows, BufferAllocator allocator) {
    try (EncodedKeys encoded = KeyEncoding.encode(keys, rows, allocator)) {
      long[] hashes = new long[rows];
      long[] offsets = encoded.offsets();
      for (int i = 0; i < rows; i++) {
        hashes[i] = XxHash64.hash(encoded.bytes(), offsets[i], offsets[i + 1] - offsets[i], 0);
      }
      return hashes;
    }
  }
}
