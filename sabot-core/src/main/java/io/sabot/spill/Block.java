package io.sabot.spill;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;

/** A batch as it goes to a file: the parts of its buffers that its rows use. */
final class Block implements AutoCloseable {
  /** A byte buffer is no longer than an int says. */
  private static final long LONGEST = 1 << 30;

  private final PackedColumns packed;
  private final BlockHeader header;
  private final List<ByteBuffer> parts = new ArrayList<>();

  private Block(PackedColumns packed, int rows, long number) {
    this.packed = packed;
    CRC32C checksum = new CRC32C();
    long bytes = 0;
    for (MemorySegment buffer : packed.buffers()) {
      bytes += buffer.byteSize();
      for (long at = 0; at < buffer.byteSize(); at += LONGEST) {
        long length = Math.min(LONGEST, buffer.byteSize() - at);
        ByteBuffer part = buffer.asSlice(at, length).asByteBuffer();
        checksum.update(part.duplicate());
        parts.add(part);
      }
    }
    long[] structure = packed.structure();
    header = new BlockHeader(rows, structure.length, number, bytes, (int) checksum.getValue());
    parts.addFirst(header.written(structure));
  }

  /** The rows of a flat batch, which stays with the caller and outlives the block. */
  static Block of(Batch flat, long number, BufferAllocator allocator) {
    PackedColumns packed = packed(flat, allocator);
    try {
      return new Block(packed, flat.length(), number);
    } catch (Throwable failure) {
      packed.close();
      throw failure;
    }
  }

  private static PackedColumns packed(Batch flat, BufferAllocator allocator) {
    PackedColumns packed = new PackedColumns(allocator);
    try {
      for (Column column : flat.columns()) {
        packed.add(column, flat.length());
      }
      return packed;
    } catch (Throwable failure) {
      packed.close();
      throw failure;
    }
  }

  /** Bytes of the parts of buffers that the rows of a flat batch use. */
  static long bufferBytes(Batch flat, BufferAllocator allocator) {
    try (PackedColumns packed = packed(flat, allocator)) {
      return packed.buffers().stream().mapToLong(MemorySegment::byteSize).sum();
    }
  }

  /** Bytes it takes on disk. */
  long bytes() {
    return BlockHeader.BYTES + header.structureBytes() + header.bytes();
  }

  void writeTo(FileChannel channel) throws IOException {
    ByteBuffer[] left = parts.toArray(ByteBuffer[]::new);
    for (int from = 0; from < left.length; ) {
      if (left[from].hasRemaining()) {
        channel.write(left, from, left.length - from);
      } else {
        from++;
      }
    }
  }

  /** Writes it to a channel that takes all it is given. */
  void writeTo(WritableByteChannel channel) throws IOException {
    for (ByteBuffer part : parts) {
      channel.write(part);
    }
  }

  /** Frees what was made to pack the columns. */
  @Override
  public void close() {
    packed.close();
  }
}
