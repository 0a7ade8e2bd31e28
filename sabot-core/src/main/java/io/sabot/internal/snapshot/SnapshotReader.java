package io.sabot.internal.snapshot;

import io.sabot.batch.Batch;
import io.sabot.batch.BatchValidation;
import io.sabot.spill.BlockInput;
import io.sabot.spill.BlockReader;
import io.sabot.state.StateInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of {@link SnapshotWriter}. All of it is checked when it is opened, so that a state
 * is never left with half of what was kept.
 */
final class SnapshotReader implements AutoCloseable {
  private static final int PIECE = 1 << 16;
  private static final int START = SnapshotWriter.LETTERS.length + Integer.BYTES;

  private final FileChannel file;
  private final SnapshotHeader header;
  private final long blocks;
  private final long begin;
  private final long end;

  private SnapshotReader(
      FileChannel file, SnapshotHeader header, long blocks, long begin, long end) {
    this.file = file;
    this.header = header;
    this.blocks = blocks;
    this.begin = begin;
    this.end = end;
  }

  /**
   * Opens a file that is whole.
   *
   * @throws DamagedSnapshotException where it is not what was written
   * @throws java.nio.file.NoSuchFileException where it is not there
   */
  static SnapshotReader open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return checked(file);
    } catch (Throwable failure) {
      file.close();
      throw failure;
    }
  }

  private static SnapshotReader checked(FileChannel file) throws IOException {
    long size = file.size();
    long end = size - SnapshotWriter.TAIL;
    if (end < START) {
      throw new DamagedSnapshotException("it has only " + size + " bytes");
    }
    ByteBuffer tail = read(file, end, SnapshotWriter.TAIL);
    long blocks = tail.getLong();
    if (tail.getLong() != size) {
      throw new DamagedSnapshotException("it does not end as it was written");
    }
    if (tail.getInt() != checksum(file, size - Integer.BYTES)) {
      throw new DamagedSnapshotException("its checksum differs");
    }
    ByteBuffer start = read(file, 0, START);
    byte[] letters = new byte[SnapshotWriter.LETTERS.length];
    start.get(letters);
    int length = start.getInt();
    SnapshotHeader header =
        Arrays.equals(letters, SnapshotWriter.LETTERS) && length >= 0 && length <= end - START
            ? header(file, length)
            : null;
    if (header == null) {
      throw new DamagedSnapshotException("it is not a snapshot of this version");
    }
    return new SnapshotReader(file, header, blocks, START + length, end);
  }

  private static @Nullable SnapshotHeader header(FileChannel file, int length) throws IOException {
    byte[] text = read(file, START, length).array();
    return SnapshotHeader.parse(new String(text, StandardCharsets.UTF_8));
  }

  private static int checksum(FileChannel file, long bytes) throws IOException {
    CRC32C checksum = new CRC32C();
    for (long at = 0; at < bytes; at += PIECE) {
      checksum.update(read(file, at, (int) Math.min(PIECE, bytes - at)));
    }
    return (int) checksum.getValue();
  }

  private static ByteBuffer read(FileChannel file, long from, int bytes) throws IOException {
    ByteBuffer to = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (to.hasRemaining()) {
      if (file.read(to, from + to.position()) < 0) {
        throw new DamagedSnapshotException("it became shorter while it was read");
      }
    }
    return to.flip();
  }

  SnapshotHeader header() {
    return header;
  }

  /** Its batches, in their order; what goes wrong is thrown as {@link UncheckedIOException}. */
  StateInput batches(Schema schema, BufferAllocator allocator) {
    BlockReader reader = new BlockReader(input(schema), allocator, blocks, begin);
    return new StateInput() {
      @Override
      public long nextBytes() {
        return reader.nextBytes();
      }

      @Override
      public @Nullable Batch next() {
        Batch batch = reader.next();
        if (batch != null) {
          check(batch);
        }
        return batch;
      }
    };
  }

  private void check(Batch batch) {
    try {
      BatchValidation.check(batch, header.state());
    } catch (Throwable failure) {
      batch.close();
      throw failure;
    }
  }

  private BlockInput input(Schema schema) {
    return new BlockInput() {
      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public long bytes() {
        return end;
      }

      @Override
      public FileChannel open() {
        return file;
      }

      @Override
      public RuntimeException damaged(String what, @Nullable Throwable cause) {
        return new UncheckedIOException(new DamagedSnapshotException(what));
      }

      @Override
      public RuntimeException interrupted() {
        return new UncheckedIOException(new ClosedByInterruptException());
      }
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
