package io.sabot.spill;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches that were written as blocks, one by one. Each block is checked before a column is
 * made of it: a file that is short or was changed is refused, and never becomes wild memory.
 */
public final class BlockReader implements AutoCloseable {
  private static final long LONGEST = 1 << 30;

  private final BlockInput file;
  private final BufferAllocator allocator;
  private final long blocks;
  private @Nullable FileChannel channel;
  private long block;
  private long position;
  private @Nullable BlockHeader header;
  private long[] structure = {};

  /**
   * A reader of blocks that lie one behind the other.
   *
   * @param allocator where batches are born
   * @param blocks how many there are
   * @param position where the first begins
   */
  public BlockReader(BlockInput file, BufferAllocator allocator, long blocks, long position) {
    this.file = file;
    this.allocator = allocator;
    this.blocks = blocks;
    this.position = position;
  }

  /**
   * Bytes of the buffers of the next batch, for those who reserve before they read; 0 at the end.
   */
  public long nextBytes() {
    BlockHeader next = look();
    return next == null ? 0 : next.bytes();
  }

  /** The next batch, which passes to the caller; null at the end. */
  public @Nullable Batch next() {
    BlockHeader next = look();
    if (next == null) {
      return null;
    }
    List<ArrowBuf> buffers = new ArrayList<>();
    try {
      readBuffers(next, buffers);
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      throw failure;
    }
    Batch batch = batch(next, buffers);
    header = null;
    block++;
    return batch;
  }

  private @Nullable BlockHeader look() {
    if (header == null && block < blocks) {
      header = readHeader();
    }
    return header;
  }

  private BlockHeader readHeader() {
    ByteBuffer fixed = read(BlockHeader.BYTES);
    BlockHeader found = BlockHeader.read(fixed);
    long left = file.bytes() - position - BlockHeader.BYTES;
    boolean fits =
        found != null
            && found.number() == block
            && found.rows() > 0
            && found.structure() >= 0
            && found.structureBytes() <= left
            && found.bytes() >= 0
            && found.bytes() <= left - found.structureBytes();
    if (!fits) {
      throw damaged("the header is not what was written", null);
    }
    ByteBuffer all = read(BlockHeader.BYTES + (int) found.structureBytes());
    if (!BlockHeader.isWhole(all)) {
      throw damaged("the checksum of the header differs", null);
    }
    structure = new long[found.structure()];
    all.position(BlockHeader.BYTES);
    all.asLongBuffer().get(structure);
    position += all.limit();
    return found;
  }

  /** Bytes at the current position, which does not move. */
  private ByteBuffer read(int bytes) {
    ByteBuffer to = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    readFully(to, position);
    return to.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void readFully(ByteBuffer to, long from) {
    try {
      FileChannel open = channel == null ? file.open() : channel;
      channel = open;
      while (to.hasRemaining()) {
        int count = open == null ? -1 : open.read(to, from);
        if (count < 0) {
          throw damaged("the file is shorter than what was written", null);
        }
        from += count;
      }
    } catch (ClosedByInterruptException interrupt) {
      throw file.interrupted();
    } catch (IOException failure) {
      throw damaged(String.valueOf(failure), failure);
    }
  }

  private void readBuffers(BlockHeader next, List<ArrowBuf> buffers) {
    CRC32C checksum = new CRC32C();
    for (long bytes : BlockShape.bufferBytes(file.schema(), structure, next, this::damaged)) {
      ArrowBuf buffer = Memory.allocate(allocator, bytes);
      buffers.add(buffer);
      MemorySegment whole = Memory.segment(buffer);
      for (long at = 0; at < bytes; at += LONGEST) {
        ByteBuffer part = whole.asSlice(at, Math.min(LONGEST, bytes - at)).asByteBuffer();
        readFully(part.duplicate(), position);
        checksum.update(part.duplicate());
        position += part.limit();
      }
    }
    if ((int) checksum.getValue() != next.checksum()) {
      throw damaged("the checksum of the values differs", null);
    }
  }

  private Batch batch(BlockHeader next, List<ArrowBuf> buffers) {
    BlockShape shape = new BlockShape(structure, buffers);
    List<Column> columns = new ArrayList<>();
    for (Field field : file.schema().getFields()) {
      columns.add(shape.column(field));
    }
    return Batch.of(file.schema(), columns, next.rows());
  }

  private RuntimeException damaged(String what, @Nullable Throwable failure) {
    return file.damaged(what + ", in block " + block, failure);
  }

  private RuntimeException damaged(String what) {
    return damaged(what, null);
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        throw damaged(String.valueOf(failure), failure);
      }
    }
  }
}
