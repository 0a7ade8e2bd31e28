package io.sabot.stream.internal.ipc;

import io.sabot.batch.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A file read by position, every range checked against its size. */
final class IpcFile implements AutoCloseable {
  private static final long PIECE = 1L << 30;

  private final FileChannel channel;
  private final long size;

  IpcFile(Path path) throws IOException {
    channel = FileChannel.open(path);
    try {
      size = channel.size();
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  long size() {
    return size;
  }

  /** Bytes on the heap, little-endian. */
  ByteBuffer heap(long offset, int length) throws IOException {
    require(offset, length);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(bytes, offset);
    return bytes.flip();
  }

  /** Bytes in a new buffer of exactly that capacity, which passes to the caller. */
  ArrowBuf buffer(long offset, long length, BufferAllocator allocator) throws IOException {
    require(offset, length);
    ArrowBuf buffer = Memory.allocate(allocator, length);
    try {
      MemorySegment memory = Memory.segment(buffer);
      for (long done = 0; done < length; done += PIECE) {
        long piece = Math.min(PIECE, length - done);
        read(memory.asSlice(done, piece).asByteBuffer(), offset + done);
      }
      return length == 0 ? buffer : buffer.slice(0, length);
    } catch (Throwable failure) {
      buffer.getReferenceManager().release();
      throw failure;
    }
  }

  /** Refuses a range that is not within the file. */
  void require(long offset, long length) throws EOFException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new EOFException(
          "%d bytes at %d lie outside of the file, which has %d".formatted(length, offset, size));
    }
  }

  private void read(ByteBuffer to, long offset) throws IOException {
    long start = offset;
    while (to.hasRemaining()) {
      int count = channel.read(to, start);
      if (count < 0) {
        throw new EOFException("the file was cut at byte " + start);
      }
      start += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
