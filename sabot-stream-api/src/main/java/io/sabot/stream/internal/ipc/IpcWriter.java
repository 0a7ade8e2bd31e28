package io.sabot.stream.internal.ipc;

import io.sabot.batch.Batch;
import io.sabot.batch.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes the schema, batches and end of one of Arrow's two formats. */
final class IpcWriter {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTINUATION = 0xFFFFFFFF;

  /** Arrow's two formats. */
  enum Format {
    /** Batches between magic words, found through a footer. */
    FILE,
    /** Batches one after the other. */
    STREAM
  }

  private final WriteChannel out;
  private final Format format;
  private final Schema schema;
  private final List<ArrowBlock> blocks = new ArrayList<>();

  IpcWriter(FileChannel channel, Format format, Schema schema) throws IOException {
    this.out = new SegmentChannel(channel);
    this.format = format;
    this.schema =
        new Schema(
            schema.getFields().stream().map(IpcSchema::decoded).toList(),
            schema.getCustomMetadata());
    if (format == Format.FILE) {
      out.write(MAGIC);
      out.align();
    }
    MessageSerializer.serialize(out, this.schema);
  }

  /** Writes a dense, decoded batch, which stays with the caller. */
  void write(Batch batch, BufferAllocator allocator) throws IOException {
    try (BatchUnloader unloader = new BatchUnloader(batch, allocator);
        ArrowRecordBatch message = unloader.message()) {
      blocks.add(MessageSerializer.serialize(out, message));
    }
  }

  /** Writes the end. */
  void finish() throws IOException {
    out.writeIntLittleEndian(CONTINUATION);
    out.writeIntLittleEndian(0);
    if (format == Format.FILE) {
      long start = out.getCurrentPosition();
      out.write(new ArrowFooter(schema, List.of(), blocks), false);
      out.writeIntLittleEndian(Math.toIntExact(out.getCurrentPosition() - start));
      out.write(MAGIC);
    }
  }

  /** Writes buffers as memory segments, which needs no start-up flag, whole at any size. */
  private static final class SegmentChannel extends WriteChannel {
    private static final long PIECE = 1L << 30;

    SegmentChannel(WritableByteChannel channel) {
      super(channel);
    }

    @Override
    public void write(ArrowBuf buffer) throws IOException {
      long length = buffer.readableBytes();
      for (long done = 0; done < length; done += PIECE) {
        long piece = Math.min(PIECE, length - done);
        ByteBuffer bytes = Memory.segment(buffer).asSlice(done, piece).asByteBuffer();
        write(bytes);
      }
    }
  }
}
