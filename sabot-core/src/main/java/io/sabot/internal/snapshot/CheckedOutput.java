package io.sabot.internal.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** A file that is written from its start, and the checksum of all that was. */
final class CheckedOutput implements WritableByteChannel {
  private final FileChannel file;
  private final CRC32C checksum = new CRC32C();

  CheckedOutput(FileChannel file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int count = from.remaining();
    checksum.update(from.duplicate());
    while (from.hasRemaining()) {
      file.write(from);
    }
    return count;
  }

  int checksum() {
    return (int) checksum.getValue();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  /** The file is closed by whoever opened it. */
  @Override
  public void close() {}
}
