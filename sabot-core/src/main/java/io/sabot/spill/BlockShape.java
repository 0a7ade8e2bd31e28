package io.sabot.spill;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Makes columns of the buffers of a block, by its structure; see {@link BlockHeader}. */
final class BlockShape {
  private final long[] structure;
  private final List<ArrowBuf> buffers;
  private int at;
  private int buffer;

  BlockShape(long[] structure, List<ArrowBuf> buffers) {
    this.structure = structure;
    this.buffers = buffers;
  }

  /**
   * The bytes of each buffer, once it is sure that the structure is one of this schema and that
   * they are as many as the header says.
   */
  static long[] bufferBytes(
      Schema schema,
      long[] structure,
      BlockHeader header,
      Function<String, RuntimeException> damaged) {
    Walk walk = new Walk(structure);
    boolean fits = true;
    for (Field field : schema.getFields()) {
      fits = fits && walk.column(field, header.rows());
    }
    if (!fits || walk.at != structure.length || walk.sum != header.bytes()) {
      throw damaged.apply("the structure is not that of the schema");
    }
    return walk.bytes.stream().mapToLong(Long::longValue).toArray();
  }

  /** Goes over the numbers and finds out whether they say what the schema lets them. */
  private static final class Walk {
    private final long[] structure;
    private final List<Long> bytes = new ArrayList<>();
    private int at;
    private long sum;

    Walk(long[] structure) {
      this.structure = structure;
    }

    /** Any number of rows where {@code rows} is −1. */
    boolean column(Field field, long rows) {
      if (structure.length - at < 2) {
        return false;
      }
      long length = structure[at++];
      long count = structure[at++];
      boolean lengthFits =
          length >= 0 && length <= Integer.MAX_VALUE && (rows < 0 || rows == length);
      if (!lengthFits || !countFits(Layout.of(field.getType()), count)) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        long size = structure[at++];
        if (size < 0 || size > Long.MAX_VALUE - sum) {
          return false;
        }
        bytes.add(size);
        sum += size;
      }
      for (Field child : field.getChildren()) {
        if (!column(child, -1)) {
          return false;
        }
      }
      return true;
    }

    private boolean countFits(Layout layout, long count) {
      boolean fits =
          switch (layout) {
            case NULL, RUN_END_ENCODED -> count == 0;
            case FIXED_SIZE_LIST, STRUCT, SPARSE_UNION -> count == 1;
            case BIT, FIXED, LIST, LARGE_LIST, DENSE_UNION -> count == 2;
            case VARIABLE, LARGE_VARIABLE, LIST_VIEW, LARGE_LIST_VIEW -> count == 3;
            case VIEW -> count >= 2;
          };
      return fits && count <= structure.length - at;
    }
  }

  /** The next column; its buffers pass to it. */
  Column column(Field field) {
    int length = (int) structure[at++];
    int count = (int) structure[at++];
    at += count;
    List<ArrowBuf> own = List.copyOf(buffers.subList(buffer, buffer + count));
    buffer += count;
    List<Column> children = new ArrayList<>();
    for (Field child : field.getChildren()) {
      children.add(column(child));
    }
    Column column = Column.nested(field, length, own, children);
    switch (column.layout()) {
      case VARIABLE, LARGE_VARIABLE, LIST, LARGE_LIST -> {
        int width = Offsets.width(column);
        long bytes = Offsets.bytes(column, width);
        if (bytes > 0) {
          Offsets.fromZero(Memory.segment(own.get(1)).asSlice(0, bytes), width);
        }
      }
      default -> {}
    }
    return column;
  }
}
