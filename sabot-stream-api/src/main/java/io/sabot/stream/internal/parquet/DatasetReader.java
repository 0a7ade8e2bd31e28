package io.sabot.stream.internal.parquet;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.memory.RootMemory;
import io.sabot.stream.internal.file.Columns;
import io.sabot.stream.internal.file.FileSplitReader;
import io.sabot.stream.internal.file.InputFiles;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet with arrow-dataset, a native library that is asked for by name: an optional
 * dependency, Linux and macOS, and one start-up flag. One part per file; its rows are not counted
 * beforehand, and memory it reads ahead is not seen by the run's allocator.
 */
public record DatasetReader() implements ParquetReader {
  @Override
  public String name() {
    return "arrow-dataset";
  }

  @Override
  public ParquetFile describe(Path path, @Nullable List<String> columns) {
    String where = ParquetFile.nameOf(path);
    long bytes = InputFiles.requireContent(where, path);
    requireEnvironment(where);
    try (BufferAllocator allocator =
        RootMemory.root().newChildAllocator("sabot-parquet-schema", 0, Long.MAX_VALUE)) {
      Schema schema = select(where, DatasetScan.schema(path, allocator), columns);
      requireDecoded(where, schema);
      return new ParquetFile(
          path,
          schema,
          List.of(new ParquetFile.Part(ParquetFile.UNKNOWN_ROWS, bytes, 0, Map.of())));
    } catch (SabotException known) {
      throw known;
    } catch (IOException | RuntimeException failure) {
      throw notParquet(where, failure);
    }
  }

  private static Schema select(String where, Schema schema, @Nullable List<String> columns) {
    if (columns == null) {
      return schema;
    }
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    List<Field> fields = new ArrayList<>();
    for (String name : columns) {
      int at = names.indexOf(name);
      if (at < 0) {
        throw Columns.unknown(where, name, names);
      }
      fields.add(schema.getFields().get(at));
    }
    return new Schema(fields, schema.getCustomMetadata());
  }

  /** The library does not say what a dictionary holds before its first batch is read. */
  private static void requireDecoded(String where, Schema schema) {
    for (Field field : schema.getFields()) {
      if (field.getDictionary() != null) {
        throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
            .rule("the arrow-dataset reader needs columns that were not stored as dictionaries")
            .but("\"" + field.getName() + "\" was")
            .cure(
                "name other columns in ParquetOptions.withColumns, or read with"
                    + " ParquetOptions.withReader(Reader.HARDWOOD)")
            .plan();
      }
    }
  }

  private static PlanException notParquet(String where, Exception failure) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("the file must be Parquet that arrow-dataset reads")
        .but(FileSplitReader.text(failure))
        .cause(failure)
        .cure("pass a Parquet file, written to its end")
        .plan();
  }

  /** What a process needs before the first native call. */
  private static void requireEnvironment(String where) {
    try {
      Class.forName(
          "org.apache.arrow.dataset.file.FileSystemDatasetFactory",
          false,
          DatasetReader.class.getClassLoader());
    } catch (ClassNotFoundException absent) {
      throw Problem.at(where, ErrorCode.ENVIRONMENT)
          .rule("the arrow-dataset reader needs its library")
          .but("arrow-dataset is not on the class path")
          .cause(absent)
          .cure("add the dependency org.apache.arrow:arrow-dataset, or read with Reader.HARDWOOD")
          .plan();
    }
    if (!Buffer.class.getModule().isOpen("java.nio", BufferAllocator.class.getModule())) {
      throw Problem.at(where, ErrorCode.ENVIRONMENT)
          .rule("the arrow-dataset reader needs java.nio opened to Arrow")
          .but("this process was started without it")
          .cure(
              "start java with --add-opens=java.base/java.nio=ALL-UNNAMED, or read with"
                  + " Reader.HARDWOOD")
          .plan();
    }
  }

  @Override
  public Session session() {
    return DatasetSplitReader::new;
  }

  /** The file as a URI that the native side understands. */
  static String uri(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + " is gone");
    }
    return path.toAbsolutePath().toUri().toString();
  }
}
