package io.sabot.stream.internal.parquet;

import dev.hardwood.metadata.CompressionCodec;
import io.sabot.ErrorCode;
import io.sabot.Problem;

/** The libraries behind Parquet's compressions, looked for before the first byte is read. */
final class ParquetCodecs {
  private ParquetCodecs() {}

  /** Refuses a compression whose library is not there. */
  static void require(String where, CompressionCodec codec) {
    switch (codec) {
      case UNCOMPRESSED, GZIP -> {}
      case SNAPPY ->
          require(where, codec, "org.xerial.snappy.Snappy", "org.xerial.snappy:snappy-java");
      case ZSTD -> require(where, codec, "com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni");
      case LZ4, LZ4_RAW ->
          require(where, codec, "net.jpountz.lz4.LZ4Factory", "at.yawk.lz4:lz4-java");
      case BROTLI ->
          require(
              where,
              codec,
              "com.aayushatharva.brotli4j.Brotli4jLoader",
              "com.aayushatharva.brotli4j:brotli4j");
      case LZO ->
          throw Problem.at(where, ErrorCode.SOURCE_FAILED)
              .rule("the file must be compressed with Snappy, gzip, Zstandard, LZ4 or Brotli")
              .but("it is compressed with LZO")
              .cure("write it again with another compression")
              .plan();
    }
  }

  private static void require(
      String where, CompressionCodec codec, String className, String dependency) {
    try {
      Class.forName(className, false, ParquetCodecs.class.getClassLoader());
    } catch (ClassNotFoundException absent) {
      throw Problem.at(where, ErrorCode.ENVIRONMENT)
          .rule("the library of its compression " + codec + " must be on the class path")
          .but(className + " is not")
          .cause(absent)
          .cure("add the dependency " + dependency)
          .plan();
    }
  }
}
