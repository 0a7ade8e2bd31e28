package io.sabot.stream.internal.ipc;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.stream.Stream;
import io.sabot.testkit.TestAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with any byte flipped gives rows or one of this library's errors, and leaks nothing. */
final class DamagedFilesTest {
  private static final int[] FLIPS = {0x01, 0x80, 0xFF};
  private static final Set<StandardOpenOption> WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  @TempDir private Path folder;

  /** One of the two formats. */
  private interface Format {
    ArrowWriter writer(VectorSchemaRoot root, MapDictionaryProvider dictionaries, Path file)
        throws IOException;
  }

  private static ArrowWriter file(VectorSchemaRoot root, MapDictionaryProvider known, Path file)
      throws IOException {
    return new ArrowFileWriter(root, known, Files.newByteChannel(file, WRITE));
  }

  private static ArrowWriter stream(VectorSchemaRoot root, MapDictionaryProvider known, Path file)
      throws IOException {
    return new ArrowStreamWriter(root, known, Files.newByteChannel(file, WRITE));
  }

  @Test
  void aFileWithAFlippedByte() throws IOException {
    damage(DamagedFilesTest::file, Stream::fromArrowFile);
  }

  @Test
  void aStreamWithAFlippedByte() throws IOException {
    damage(DamagedFilesTest::stream, Stream::fromArrowStream);
  }

  private void damage(Format format, Function<Path, Stream> open) throws IOException {
    byte[] bytes = Files.readAllBytes(write(format, folder.resolve("whole")));
    Path damaged = folder.resolve("damaged");
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (int flip : FLIPS) {
        byte before = bytes[at];
        bytes[at] ^= (byte) flip;
        refused += read(Files.write(damaged, bytes), open) ? 0 : 1;
        bytes[at] = before;
      }
    }
    assertThat(refused).isPositive();
    assertThat(read(Files.write(damaged, bytes), open)).isTrue();
  }

  /** Whether there were rows; the allocator refuses to close where anything is held. */
  private static boolean read(Path file, Function<Path, Stream> open) {
    try (TestAllocator allocator = new TestAllocator()) {
      return read(open.apply(file).with(RunOptions.DEFAULTS.withAllocator(allocator)));
    } catch (SabotException refused) {
      assertThat(refused).hasNoSuppressedExceptions();
      assertSpeaks(refused);
      return false;
    }
  }

  private static boolean read(Stream stream) {
    try {
      stream.forEach(batch -> {});
      return true;
    } catch (SabotException refused) {
      assertSpeaks(refused);
      return false;
    }
  }

  private static void assertSpeaks(SabotException refused) {
    String value = refused.problem().value();
    if (value.contains("Exception")) {
      throw new AssertionError(value, refused);
    }
  }

  private static Path write(Format format, Path file) throws IOException {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot plain =
            table("a:long, s:string, l:list<int>", row(1L, "x", null), row(null, "yy", null))
                .root(allocator);
        VarCharVector values = strings("values", allocator, "v0", "v1");
        VarCharVector coded = strings("d", allocator, "v1", "v0")) {
      Dictionary dictionary = new Dictionary(values, new DictionaryEncoding(7, false, null));
      try (FieldVector indices = (FieldVector) DictionaryEncoder.encode(coded, dictionary)) {
        VectorSchemaRoot root = plain.addVector(0, indices);
        try (ArrowWriter writer =
            format.writer(root, new MapDictionaryProvider(dictionary), file)) {
          writer.start();
          writer.writeBatch();
          writer.end();
        }
      }
    }
    return file;
  }

  private static VarCharVector strings(String name, BufferAllocator allocator, String... texts) {
    VarCharVector vector = new VarCharVector(name, allocator);
    for (int i = 0; i < texts.length; i++) {
      vector.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(texts.length);
    return vector;
  }
}
