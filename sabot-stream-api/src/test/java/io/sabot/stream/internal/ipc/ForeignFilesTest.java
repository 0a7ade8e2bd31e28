package io.sabot.stream.internal.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.source.Source;
import io.sabot.stream.internal.file.Reading;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Arrow's own writer wrote: dictionaries, views, compressed bodies. */
final class ForeignFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CompressionUtil.CodecType.class,
      names = {"LZ4_FRAME", "ZSTD"})
  void dictionariesViewsAndCompressionAreRead(CompressionUtil.CodecType codec) throws Exception {
    Path file = folder.resolve("foreign.arrow");
    write(file, codec);
    Source source = ArrowFileSource.of(file);
    assertThat(Reading.rows(source, 100))
        .hasSize(1000)
        .startsWith("v0|0|a long enough view 0", "v1|null|a long enough view 1", "v2|2|short");
  }

  private static void write(Path file, CompressionUtil.CodecType codec) throws Exception {
    try (RootAllocator allocator = new RootAllocator();
        VarCharVector values = new VarCharVector("values", allocator);
        VarCharVector plain = new VarCharVector("d", allocator);
        IntVector numbers = new IntVector("n", allocator);
        ViewVarCharVector views = new ViewVarCharVector("w", allocator)) {
      for (int i = 0; i < 3; i++) {
        values.setSafe(i, bytes("v" + i));
      }
      values.setValueCount(3);
      for (int i = 0; i < 1000; i++) {
        plain.setSafe(i, bytes("v" + i % 3));
        if (i % 2 == 0) {
          numbers.setSafe(i, i);
        }
        views.setSafe(i, bytes(i % 3 == 2 ? "short" : "a long enough view " + i));
      }
      plain.setValueCount(1000);
      numbers.setValueCount(1000);
      views.setValueCount(1000);
      Dictionary dictionary = new Dictionary(values, new DictionaryEncoding(7, false, null));
      try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
          VectorSchemaRoot root = new VectorSchemaRoot(List.of(encoded, numbers, views));
          FileOutputStream out = new FileOutputStream(file.toFile());
          ArrowFileWriter writer =
              new ArrowFileWriter(
                  root,
                  new DictionaryProvider.MapDictionaryProvider(dictionary),
                  out.getChannel(),
                  null,
                  IpcOption.DEFAULT,
                  CommonsCompressionFactory.INSTANCE,
                  codec)) {
        writer.start();
        writer.writeBatch();
        writer.end();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
