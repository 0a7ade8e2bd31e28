package io.sabot.stream.internal.parquet;

import dev.hardwood.HardwoodContext;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.stream.internal.file.Columns;
import io.sabot.stream.internal.file.FileSplitReader;
import io.sabot.stream.internal.file.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet with Hardwood: pure Java, no flag, one part per row group.
 *
 * <p>Known limit: a file whose page headers were damaged on purpose can keep a decoding thread busy
 * without an end; checksums of pages are not looked at.
 */
public record HardwoodReader() implements ParquetReader {
  static final String CURE = "the file is damaged or was not written completely: write it again";

  @Override
  public String name() {
    return "hardwood";
  }

  @Override
  public ParquetFile describe(Path path, @Nullable List<String> columns) {
    String where = ParquetFile.nameOf(path);
    InputFiles.requireContent(where, path);
    try (HardwoodContext context = HardwoodContext.create(1);
        ParquetFileReader file = ParquetFileReader.open(new ChannelInput(path), context)) {
      Schema schema = schema(where, file.getFileSchema(), columns);
      return new ParquetFile(path, schema, parts(where, file, schema));
    } catch (SabotException known) {
      throw known;
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      throw Problem.at(where, ErrorCode.SOURCE_FAILED)
          .rule("the file must end in a Parquet footer")
          .but(FileSplitReader.text(failure))
          .cause(failure)
          .cure("pass a Parquet file, written to its end")
          .plan();
    }
  }

  private static Schema schema(String where, FileSchema file, @Nullable List<String> columns) {
    Map<String, SchemaNode> nodes = new LinkedHashMap<>();
    for (SchemaNode node : file.getRootNode().children()) {
      if (nodes.put(node.name(), node) != null) {
        throw Columns.duplicate(where, node.name());
      }
    }
    List<Field> fields = new ArrayList<>();
    for (String name : columns == null ? nodes.keySet() : columns) {
      SchemaNode node = nodes.get(name);
      if (node == null) {
        throw Columns.unknown(where, name, nodes.keySet());
      }
      fields.add(field(where, node));
    }
    return new Schema(fields);
  }

  private static Field field(String where, SchemaNode node) {
    try {
      return ParquetTypes.field(node);
    } catch (ParquetTypes.Unsupported unsupported) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("every column that is read must have a type that Hardwood's reader maps to Arrow")
          .but("\"%s\" is or holds %s".formatted(node.name(), unsupported.getMessage()))
          .cure(
              "name other columns in ParquetOptions.withColumns, or read with"
                  + " ParquetOptions.withReader(Reader.ARROW_DATASET)")
          .plan();
    }
  }

  private static List<ParquetFile.Part> parts(String where, ParquetFileReader file, Schema schema) {
    Set<String> read = new HashSet<>();
    schema.getFields().forEach(field -> read.add(field.getName()));
    List<ParquetFile.Part> parts = new ArrayList<>();
    for (RowGroup group : file.getFileMetaData().rowGroups()) {
      if (group.numRows() > 0) {
        parts.add(part(where, group, read, schema));
      }
    }
    return parts;
  }

  private static ParquetFile.Part part(
      String where, RowGroup group, Set<String> read, Schema schema) {
    long all = 0;
    long wanted = 0;
    for (ColumnChunk chunk : group.columns()) {
      long bytes = chunk.metaData().totalCompressedSize();
      all += bytes;
      if (read.contains(chunk.metaData().pathInSchema().topLevelName())) {
        wanted += bytes;
        ParquetCodecs.require(where, chunk.metaData().codec());
      }
    }
    long start = group.columns().isEmpty() ? 0 : group.columns().getFirst().chunkStartOffset();
    return new ParquetFile.Part(
        group.numRows(), wanted, start + all / 2, HardwoodBounds.of(group, schema));
  }

  @Override
  public Session session() {
    return new HardwoodSession();
  }
}
