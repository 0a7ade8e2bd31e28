package io.sabot.stream.internal.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One encapsulated message: {@code 0xFFFFFFFF, int length, metadata, padding}, then a body.
 *
 * @param metadata the flatbuffer
 * @param bodyStart where the body starts in the file
 * @param bodyLength its bytes
 */
record IpcMessage(Message metadata, long bodyStart, long bodyLength) {
  private static final int CONTINUATION = 0xFFFFFFFF;

  /** The message at a position, or null where the end of the stream is written or reached. */
  static @Nullable IpcMessage at(IpcFile file, long position) throws IOException {
    if (position == file.size()) {
      return null;
    }
    int first = file.heap(position, 4).getInt();
    boolean modern = first == CONTINUATION;
    long start = position + (modern ? 8 : 4);
    int length = modern ? file.heap(position + 4, 4).getInt() : first;
    if (length == 0) {
      return null;
    }
    ByteBuffer bytes = file.heap(start, length);
    Message message = Message.getRootAsMessage(bytes);
    if (message.version() < MetadataVersion.V4) {
      throw new IOException(
          "it has metadata version "
              + MetadataVersion.name(message.version())
              + ", V4 is the oldest known");
    }
    file.require(start + length, message.bodyLength());
    return new IpcMessage(message, start + length, message.bodyLength());
  }

  /** Where the next message starts. */
  long end() {
    return bodyStart + bodyLength;
  }

  boolean isSchema() {
    return metadata.headerType() == MessageHeader.Schema;
  }

  boolean isDictionary() {
    return metadata.headerType() == MessageHeader.DictionaryBatch;
  }

  boolean isBatch() {
    return metadata.headerType() == MessageHeader.RecordBatch;
  }
}
