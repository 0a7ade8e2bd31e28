package io.sabot.stream.internal.parquet;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file read by position. Nothing is mapped, so a file that is cut short while it is read gives an
 * exception instead of a fault, and closing gives the handle back at once.
 */
final class ChannelInput implements InputFile {
  private final Path path;
  private @Nullable FileChannel channel;
  private long size;

  ChannelInput(Path path) {
    this.path = path;
  }

  @Override
  public synchronized void open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path);
      size = channel.size();
    }
  }

  @Override
  public ByteBuffer readRange(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new EOFException(
          "bytes %d to %d lie outside of the file, which has %d"
              .formatted(offset, offset + length, size));
    }
    FileChannel open = channel();
    ByteBuffer bytes = ByteBuffer.allocateDirect(length);
    while (bytes.hasRemaining()) {
      if (open.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("the file was cut at byte " + (offset + bytes.position()));
      }
    }
    return bytes.flip();
  }

  private synchronized FileChannel channel() throws IOException {
    if (channel == null) {
      throw new IOException(path + " is closed");
    }
    return channel;
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
