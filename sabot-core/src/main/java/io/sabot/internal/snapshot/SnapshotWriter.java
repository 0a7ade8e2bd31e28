package io.sabot.internal.snapshot;

import io.sabot.batch.Batch;
import io.sabot.spill.Blocks;
import io.sabot.state.StateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Writes a file of a snapshot, all numbers little-endian:
 *
 * <pre>
 *   the letters SABOTST1
 *   four bytes: bytes of the header, and the header; see {@link SnapshotHeader}
 *   the batches as blocks; see {@link Blocks}
 *   eight bytes: how many there are
 *   eight bytes: bytes of the file
 *   four bytes: CRC32C of all before
 * </pre>
 */
final class SnapshotWriter implements StateOutput, AutoCloseable {
  static final byte[] LETTERS = "SABOTST1".getBytes(StandardCharsets.US_ASCII);

  /** Bytes behind the blocks. */
  static final int TAIL = 20;

  private final BufferAllocator allocator;
  private final FileChannel file;
  private final CheckedOutput output;
  private long blocks;

  SnapshotWriter(Path path, SnapshotHeader header, BufferAllocator allocator) throws IOException {
    this.allocator = allocator;
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.output = new CheckedOutput(file);
    byte[] text = header.text().getBytes(StandardCharsets.UTF_8);
    output.write(
        numbers(LETTERS.length + Integer.BYTES + text.length)
            .put(LETTERS)
            .putInt(text.length)
            .put(text)
            .flip());
  }

  private static ByteBuffer numbers(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void write(Batch rows) {
    try (rows) {
      if (rows.rowCount() > 0) {
        Blocks.write(rows, blocks, allocator, output);
        blocks++;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean hasRows() {
    return blocks > 0;
  }

  /** Ends the file; returns when all of it is on the disk. */
  void finish() throws IOException {
    output.write(numbers(2 * Long.BYTES).putLong(blocks).putLong(file.position() + TAIL).flip());
    output.write(numbers(Integer.BYTES).putInt(output.checksum()).flip());
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
