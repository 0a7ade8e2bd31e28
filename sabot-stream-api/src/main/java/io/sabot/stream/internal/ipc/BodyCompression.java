package io.sabot.stream.internal.ipc;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Memory;
import java.io.IOException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;

/** Compressed buffers: eight bytes of uncompressed length, or -1 for "as they are", then bytes. */
final class BodyCompression {
  private static final String FACTORY = "org.apache.arrow.compression.CommonsCompressionFactory";

  /**
   * No codec shrinks by more than this: a claim beyond it is a lie, refused before it allocates.
   */
  private static final long MOST_RATIO = 1L << 17;

  private BodyCompression() {}

  /** The bytes of a buffer, which is spent. */
  static ArrowBuf decompress(
      org.apache.arrow.flatbuf.BodyCompression compression,
      ArrowBuf bytes,
      BufferAllocator allocator)
      throws IOException {
    try {
      long length = uncompressedLength(bytes);
      if (length == CompressionUtil.NO_COMPRESSION_LENGTH) {
        return Memory.share(bytes, 8, bytes.capacity() - 8);
      }
      if (length == 0) {
        return allocator.getEmpty();
      }
      return decompressed(codec(compression.codec()), bytes, length, allocator);
    } finally {
      bytes.getReferenceManager().release();
    }
  }

  private static long uncompressedLength(ArrowBuf bytes) throws IOException {
    if (bytes.capacity() < 8) {
      throw new IOException("a compressed buffer is too short to say its length");
    }
    long length = Memory.segment(bytes).get(Memory.LONG, 0);
    if (length < -1 || length / MOST_RATIO > bytes.capacity()) {
      throw new IOException(
          "%d compressed bytes claim to be %d".formatted(bytes.capacity(), length));
    }
    return length;
  }

  private static ArrowBuf decompressed(
      CompressionCodec codec, ArrowBuf bytes, long length, BufferAllocator allocator)
      throws IOException {
    bytes.writerIndex(bytes.capacity());
    bytes.getReferenceManager().retain();
    boolean given = false;
    try {
      ArrowBuf whole = codec.decompress(allocator, bytes);
      given = true;
      if (whole.capacity() < length) {
        whole.getReferenceManager().release();
        throw new IOException("a compressed buffer holds fewer bytes than it claims");
      }
      return whole;
    } finally {
      if (!given && bytes.refCnt() > 1) {
        bytes.getReferenceManager().release();
      }
    }
  }

  private static CompressionCodec codec(byte id) throws IOException {
    CompressionUtil.CodecType type = CompressionUtil.CodecType.fromCompressionType(id);
    if (type == CompressionUtil.CodecType.NO_COMPRESSION) {
      throw new IOException("it is compressed with an unknown codec " + id);
    }
    return factory(type).createCodec(type);
  }

  private static CompressionCodec.Factory factory(CompressionUtil.CodecType type) {
    try {
      return (CompressionCodec.Factory) Class.forName(FACTORY).getField("INSTANCE").get(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      throw Problem.at("arrow", ErrorCode.ENVIRONMENT)
          .rule("the library of compressed batches must be on the class path")
          .but("the batch is compressed with " + type + " and arrow-compression is not there")
          .cause(absent)
          .cure("add the dependency org.apache.arrow:arrow-compression")
          .run();
    }
  }
}
