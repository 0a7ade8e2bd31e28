package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows of one or several chunks into one new column, for every layout. All chunks have the
 * physical type of {@code field}; inputs stay with the caller, the result passes to it. Row ids are
 * checked against the chunks by bounded segments; a row outside its chunk throws.
 */
public final class Take {
  private Take() {}

  /** Gathers rows of one column; ids are row numbers. */
  public static Column rows(Column source, RowIds rows, BufferAllocator allocator) {
    return rows(source.field(), List.of(source), rows, allocator);
  }

  /** Gathers rows of several chunks into a column with the given field. */
  public static Column rows(
      Field field, List<Column> chunks, RowIds rows, BufferAllocator allocator) {
    if (chunks.isEmpty()) {
      return NullColumn.of(field, rows.size(), allocator);
    }
    if (chunks.size() == 1 && chunks.getFirst().dictionary() != null) {
      return takeEncoded(field, chunks.getFirst(), rows, allocator);
    }
    return withPlain(chunks, allocator, plain -> new Taker(plain, rows, allocator).take(field));
  }

  /** All rows of several chunks, one after the other. */
  public static Column concatenate(Field field, List<Column> chunks, BufferAllocator allocator) {
    if (chunks.size() == 1) {
      return chunks.getFirst().renamed(field);
    }
    if (Concatenation.fits(chunks)) {
      return Concatenation.of(field, chunks, allocator);
    }
    RowIds rows = new RowIds(chunks.stream().mapToInt(Column::length).sum());
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      for (int row = 0; row < chunks.get(chunk).length(); row++) {
        rows.add(RowIds.id(chunk, row));
      }
    }
    return rows(field, chunks, rows, allocator);
  }

  /** Whether {@link #concatenate} copies buffer by buffer, which costs little, not row by row. */
  public static boolean concatenatesInBulk(List<Column> chunks) {
    return Concatenation.fits(chunks);
  }

  /** The values that a dictionary-encoded column stands for; other columns are shared. */
  public static Column decode(Column column, BufferAllocator allocator) {
    Column dictionary = column.dictionary();
    if (dictionary == null) {
      return column.share();
    }
    return rows(column.field(), List.of(dictionary), Indices.rowIds(column), allocator);
  }

  /**
   * One value per row of a dictionary-encoded column, taken by its index out of a column as long as
   * its dictionary, which stands for the dictionary's values.
   *
   * @param ofNull a column of the value for rows without an index, or null where that is null
   */
  public static Column spread(
      Column encoded,
      Field field,
      Column values,
      @Nullable Column ofNull,
      BufferAllocator allocator) {
    RowIds rows = Indices.rowIds(encoded);
    if (ofNull == null) {
      return rows(field, List.of(values), rows, allocator);
    }
    RowIds withNull = new RowIds(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      withNull.add(rows.get(i) == RowIds.NULL_ROW ? RowIds.id(1, 0) : rows.get(i));
    }
    return rows(field, List.of(values, ofNull), withNull, allocator);
  }

  private static Column takeEncoded(
      Field field, Column source, RowIds rows, BufferAllocator allocator) {
    Field indexField = new Field(field.getName(), nullable(source.physicalType()), null);
    try (Column indices = Indices.of(source, indexField)) {
      Column taken = new Taker(List.of(indices), rows, allocator).take(indexField);
      return Column.encoded(field, taken, source.dictionary().share());
    }
  }

  private static FieldType nullable(ArrowType type) {
    return FieldType.nullable(type);
  }

  private interface Taking {
    Column take(List<Column> plain);
  }

  private static Column withPlain(List<Column> chunks, BufferAllocator allocator, Taking taking) {
    boolean encoded = false;
    for (Column chunk : chunks) {
      encoded |= chunk.dictionary() != null;
    }
    if (!encoded) {
      return taking.take(chunks);
    }
    List<Column> plain = new ArrayList<>();
    try {
      for (Column chunk : chunks) {
        plain.add(decode(chunk, allocator));
      }
      return taking.take(plain);
    } finally {
      plain.forEach(Column::close);
    }
  }

  /** One gather: the rows, where they come from, and the buffers made so far. */
  private static final class Taker {
    private final List<Column> chunks;
    private final RowIds rows;
    private final BufferAllocator allocator;
    private final List<ArrowBuf> buffers = new ArrayList<>();
    private final List<Column> children = new ArrayList<>();

    Taker(List<Column> chunks, RowIds rows, BufferAllocator allocator) {
      this.chunks = chunks;
      this.rows = rows;
      this.allocator = allocator;
    }

    Column take(Field field) {
      try {
        return Outlined.get(() -> fill(field));
      } catch (Throwable failure) {
        buffers.forEach(buffer -> buffer.getReferenceManager().release());
        children.forEach(Column::close);
        throw failure;
      }
    }

    private Column fill(Field field) {
      ArrowType type = chunks.getFirst().physicalType();
      Layout layout = Layout.of(type);
      if (layout.hasValidity()) {
        validity();
      }
      switch (layout) {
        case NULL -> {}
        case BIT -> TakeFixed.bits(segments(1), rows, add(Bitmaps.bytes(rows.size())));
        case FIXED -> fixed(1, Layout.width(type));
        case VARIABLE -> variable(false);
        case LARGE_VARIABLE -> variable(true);
        case VIEW -> views();
        case LIST, LARGE_LIST -> list(layout == Layout.LARGE_LIST, childField(field, 0));
        case LIST_VIEW, LARGE_LIST_VIEW ->
            listView(layout == Layout.LARGE_LIST_VIEW, childField(field, 0));
        case FIXED_SIZE_LIST ->
            child(0, childField(field, 0), TakeNested.fixedSizeRows(rows, listSize(type)));
        case STRUCT -> struct(field);
        case SPARSE_UNION -> {
          fixed(0, 1);
          struct(field);
        }
        case DENSE_UNION -> denseUnion(field);
        case RUN_END_ENCODED -> runEndEncoded(field);
      }
      return Column.nested(field, rows.size(), buffers, children);
    }

    private void validity() {
      MemorySegment[] bitmaps = new MemorySegment[chunks.size()];
      for (int i = 0; i < bitmaps.length; i++) {
        bitmaps[i] = chunks.get(i).validity();
      }
      if (TakeFixed.noNulls(bitmaps, rows)) {
        buffers.add(allocator.getEmpty());
        return;
      }
      TakeFixed.bits(bitmaps, rows, add(Bitmaps.bytes(rows.size())));
    }

    private void fixed(int buffer, int width) {
      TakeFixed.values(segments(buffer), width, rows, add((long) rows.size() * width));
    }

    private void variable(boolean large) {
      MemorySegment[] offsets = segments(1);
      MemorySegment target = add((rows.size() + 1L) * (large ? 8 : 4));
      if (large) {
        long bytes = TakeVariable.offsets(offsets, true, rows, target);
        TakeBytes.largeRows(segments(2), offsets, rows, target, add(bytes));
      } else {
        TextSpans spans = new TextSpans(rows);
        long bytes = spans.place(offsets, rows, target);
        TakeBytes.rows(segments(2), spans, rows, target, add(bytes));
      }
    }

    private void views() {
      ArrowBuf valid = buffers.getFirst();
      MemorySegment target = add(rows.size() * 16L);
      MemorySegment bits = valid.capacity() == 0 ? null : Memory.segment(valid);
      TakeViews.rows(chunks, segments(1), rows, bits, target, buffers);
    }

    private void list(boolean large, Field childField) {
      MemorySegment[] offsets = segments(1);
      MemorySegment target = add((rows.size() + 1L) * (large ? 8 : 4));
      TakeVariable.offsets(offsets, large, rows, target);
      child(0, childField, TakeNested.listRows(offsets, large, rows));
    }

    private void listView(boolean large, Field childField) {
      int width = large ? 8 : 4;
      MemorySegment offsets = add((long) rows.size() * width);
      MemorySegment sizes = add((long) rows.size() * width);
      RowIds childRows =
          TakeNested.listViewRows(segments(1), segments(2), large, rows, offsets, sizes);
      child(0, childField, childRows);
    }

    private void struct(Field field) {
      for (int i = 0; i < field.getChildren().size(); i++) {
        child(i, childField(field, i), rows);
      }
    }

    private void denseUnion(Field field) {
      MemorySegment types = add(rows.size());
      TakeFixed.values(segments(0), 1, rows, types);
      MemorySegment offsets = add(rows.size() * 4L);
      List<RowIds> childRows =
          TakeNested.denseUnionRows(
              segments(0),
              segments(1),
              unionChildren(field),
              field.getChildren().size(),
              rows,
              types,
              offsets);
      for (int i = 0; i < childRows.size(); i++) {
        child(i, childField(field, i), childRows.get(i));
      }
    }

    private void runEndEncoded(Field field) {
      int width = Layout.width(field.getChildren().getFirst().getType());
      ArrowBuf ends = Memory.allocate(allocator, (long) rows.size() * width);
      TakeNested.ascending(Memory.segment(ends), width, rows.size());
      children.add(Column.of(childField(field, 0), rows.size(), allocator.getEmpty(), ends));
      RowIds values = TakeNested.runRows(chunks, width, rows);
      child(1, childField(field, 1), values);
    }

    private void child(int index, Field childField, RowIds childRows) {
      List<Column> parts = new ArrayList<>(chunks.size());
      for (Column chunk : chunks) {
        parts.add(chunk.child(index));
      }
      children.add(rows(childField, parts, childRows, allocator));
    }

    private static Column rows(
        Field field, List<Column> parts, RowIds rows, BufferAllocator allocator) {
      return Take.rows(field, parts, rows, allocator);
    }

    private static Field childField(Field field, int index) {
      return field.getChildren().get(index);
    }

    private static int listSize(ArrowType type) {
      return ((ArrowType.FixedSizeList) type).getListSize();
    }

    private static int[] unionChildren(Field field) {
      int[] typeIds = ((ArrowType.Union) field.getType()).getTypeIds();
      int[] children = new int[128];
      for (int i = 0; i < field.getChildren().size(); i++) {
        children[typeIds == null ? i : typeIds[i]] = i;
      }
      return children;
    }

    private MemorySegment add(long bytes) {
      ArrowBuf buffer = Memory.allocate(allocator, bytes);
      buffers.add(buffer);
      return Memory.segment(buffer);
    }

    private MemorySegment[] segments(int buffer) {
      MemorySegment[] segments = new MemorySegment[chunks.size()];
      for (int i = 0; i < segments.length; i++) {
        segments[i] = chunks.get(i).segment(buffer);
      }
      return segments;
    }
  }
}
