package io.sabot.spill;

import io.sabot.batch.Batch;
import io.sabot.batch.SchemaCheck;
import io.sabot.memory.Reservation;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches of one schema, on disk. They are written one behind the other, each as a block, and read
 * in that order by any number of readers, from the start. Whoever asked for the file closes it,
 * which deletes it.
 *
 * <p>Writing keeps no buffer: bytes go from the batch to the file. While it is written, and while
 * it is read, the file takes one file descriptor each.
 */
public final class SpillFile implements AutoCloseable {
  private final SpillSpace space;
  private final Schema schema;
  private final Reservation reservation;
  private final BufferAllocator allocator;
  private @Nullable Path path;
  private @Nullable FileChannel output;
  private long blocks;
  private long rows;
  private long bytes;

  SpillFile(SpillSpace space, Schema schema, Reservation reservation, BufferAllocator allocator) {
    this.space = space;
    this.schema = schema;
    this.reservation = reservation;
    this.allocator = allocator;
  }

  /** The columns of its rows. */
  public Schema schema() {
    return schema;
  }

  /** Rows written. */
  public long rows() {
    return rows;
  }

  /** Bytes on disk. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes the selected rows of a batch, dictionaries decoded, as one block; the batch stays with
   * the caller. Nothing is written of a batch without rows.
   *
   * @throws io.sabot.RunException with {@link io.sabot.ErrorCode#SPILL_FAILED} where the disk is
   *     full, the folder cannot be written, or {@link io.sabot.RunOptions#spillLimit} is reached
   */
  public void write(Batch batch) {
    String difference = SchemaCheck.difference(schema, batch.schema());
    if (difference != null) {
      throw new IllegalArgumentException(difference);
    }
    space.requireGoing(reservation.name());
    if (batch.rowCount() == 0) {
      return;
    }
    try (Batch flat = batch.share().flat(allocator);
        Block block = Block.of(flat, blocks, allocator)) {
      space.grow(reservation, block.bytes());
      bytes += block.bytes();
      block.writeTo(output());
      blocks++;
      rows += flat.length();
    } catch (ClosedByInterruptException interrupt) {
      throw SpillSpace.interrupted(reservation.name());
    } catch (IOException failure) {
      throw space.unwritable(reservation.name(), failure);
    }
  }

  /**
   * Bytes of the buffers of a batch once it is written and read again: less than it holds where it
   * is a slice, or has views. The batch stays with the caller.
   */
  public long bytesWhenRead(Batch batch) {
    try (Batch flat = batch.share().flat(allocator)) {
      return Block.bufferBytes(flat, allocator);
    }
  }

  private FileChannel output() throws IOException {
    FileChannel open = output;
    if (open != null) {
      return open;
    }
    if (path == null) {
      SpillSpace.Opened created = space.create();
      path = created.path();
      open = created.channel();
    } else {
      open = FileChannel.open(path, StandardOpenOption.APPEND);
    }
    output = open;
    return open;
  }

  /**
   * Gives back the file descriptor of the file until more is written. Reading does so by itself.
   */
  public void rest() {
    FileChannel open = output;
    output = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException failure) {
      throw space.unwritable(reservation.name(), failure);
    }
  }

  /** Reads what is written so far, from the start. The reader is closed before the file. */
  public SpillReader read() {
    rest();
    return new SpillReader(this, allocator, blocks);
  }

  @Nullable FileChannel input() throws IOException {
    return path == null ? null : FileChannel.open(path, StandardOpenOption.READ);
  }

  SpillSpace space() {
    return space;
  }

  String where() {
    return reservation.name();
  }

  /** Deletes the file. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      rest();
    } finally {
      space.remove(this, path, bytes);
      path = null;
      bytes = 0;
      blocks = 0;
    }
  }
}
