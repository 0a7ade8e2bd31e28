package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The checks of one column, and of the columns within it. */
final class ColumnValidation {
  private final Column column;
  private final String path;
  private final String where;
  private final int length;
  private final Layout layout;

  private ColumnValidation(Column column, String path, String where) {
    this.column = column;
    this.path = path;
    this.where = where;
    this.length = column.length();
    this.layout = column.layout();
  }

  static void check(Column column, String path, String where) {
    new ColumnValidation(column, path, where).check();
  }

  private void check() {
    checkShape();
    if (layout.hasValidity()) {
      checkValidity();
    }
    // Children first: what follows may look into them.
    for (int i = 0; i < column.childCount(); i++) {
      Column child = column.child(i);
      check(child, path + "." + child.field().getName(), where);
    }
    checkLayout();
    Column dictionary = column.dictionary();
    if (dictionary != null) {
      check(dictionary, path + " dictionary", where);
      checkIndices(dictionary.length());
    }
  }

  private void checkShape() {
    int buffers =
        switch (layout) {
          case NULL, RUN_END_ENCODED -> 0;
          case FIXED_SIZE_LIST, STRUCT, SPARSE_UNION -> 1;
          case BIT, FIXED, VIEW, LIST, LARGE_LIST, DENSE_UNION -> 2;
          case VARIABLE, LARGE_VARIABLE, LIST_VIEW, LARGE_LIST_VIEW -> 3;
        };
    if (column.bufferCount() < buffers) {
      throw invalid(
          "a column must have the buffers of its type",
          "there are %d of %d".formatted(column.bufferCount(), buffers));
    }
    int children = column.dictionary() == null ? column.field().getChildren().size() : 0;
    if (column.childCount() != children) {
      throw invalid(
          "a column must have the children of its type",
          "there are %d of %d".formatted(column.childCount(), children));
    }
    for (int i = 0; i < column.bufferCount(); i++) {
      ArrowBuf buffer = column.buffer(i);
      if (buffer.capacity() > 0 && buffer.getReferenceManager().getRefCount() <= 0) {
        throw invalid("buffers must be alive", "buffer " + i + " was released");
      }
    }
  }

  private void checkValidity() {
    if (column.buffer(0).capacity() > 0) {
      atLeast(0, Bitmaps.bytes(length));
    }
  }

  private void checkLayout() {
    switch (layout) {
      case NULL -> {}
      case BIT -> atLeast(1, Bitmaps.bytes(length));
      case FIXED -> atLeast(1, (long) length * Layout.width(column.physicalType()));
      case VARIABLE, LARGE_VARIABLE -> checkVariable(layout == Layout.LARGE_VARIABLE);
      case VIEW -> checkViews();
      case LIST -> checkOffsets(false, column.child(0).length());
      case LARGE_LIST -> checkOffsets(true, column.child(0).length());
      case LIST_VIEW -> checkListViews(false);
      case LARGE_LIST_VIEW -> checkListViews(true);
      case FIXED_SIZE_LIST -> {
        int size = ((ArrowType.FixedSizeList) column.physicalType()).getListSize();
        childrenAtLeast((long) length * size);
      }
      case STRUCT -> childrenAtLeast(length);
      case SPARSE_UNION -> {
        checkTypeIds();
        childrenAtLeast(length);
      }
      case DENSE_UNION -> checkDenseUnion(checkTypeIds());
      case RUN_END_ENCODED -> checkRunEnds();
    }
  }

  private void checkOffsets(boolean large, long limit) {
    if (length == 0) {
      return;
    }
    atLeast(1, (length + 1L) * (large ? 8 : 4));
    MemorySegment offsets = column.segment(1);
    int bad = Outlined.getInt(() -> ValidationKernels.descendingOffset(offsets, large, length));
    if (bad >= 0) {
      throw invalid(
          "offsets must ascend from 0",
          "row %d goes from %d to %d"
              .formatted(
                  bad,
                  TakeVariable.offset(offsets, large, bad),
                  TakeVariable.offset(offsets, large, bad + 1L)));
    }
    long end = TakeVariable.offset(offsets, large, length);
    if (end > limit) {
      throw invalid(
          "offsets must lie within what they point into",
          "the last is %d of %d".formatted(end, limit));
    }
  }

  private void checkVariable(boolean large) {
    checkOffsets(large, column.buffer(2).capacity());
    if (isString() && length > 0) {
      int bad =
          Outlined.getInt(() ->
              Utf8Validation.firstBad(
                  column.segment(1), large, column.segment(2), length, column.validity()));
      if (bad >= 0) {
        throw notUtf8(bad);
      }
    }
  }

  private boolean isString() {
    ArrowType type = column.physicalType();
    return type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Utf8View;
  }

  private RuntimeException notUtf8(int row) {
    return invalid("strings must be UTF-8", "row " + row + " is not");
  }

  private void checkViews() {
    atLeast(1, length * 16L);
    MemorySegment[] data = new MemorySegment[column.bufferCount() - 2];
    for (int i = 0; i < data.length; i++) {
      data[i] = column.segment(i + 2);
    }
    MemorySegment views = column.segment(1);
    MemorySegment validity = column.validity();
    int bad = Outlined.getInt(() -> ValidationKernels.badView(views, data, length, validity));
    if (bad >= 0) {
      throw invalid(
          "views must lie within their data and carry its first bytes", "row " + bad + " does not");
    }
    if (isString()) {
      bad = Outlined.getInt(() -> Utf8Validation.firstBadView(views, data, length, validity));
      if (bad >= 0) {
        throw notUtf8(bad);
      }
    }
  }

  private void checkListViews(boolean large) {
    long bytes = (long) length * (large ? 8 : 4);
    atLeast(1, bytes);
    atLeast(2, bytes);
    int bad =
        Outlined.getInt(() ->
            ValidationKernels.badListView(
                column.segment(1), column.segment(2), large, length, column.child(0).length()));
    if (bad >= 0) {
      throw invalid(
          "list views must lie within their child",
          "row %d starts at %d and has %d of %d rows"
              .formatted(
                  bad,
                  TakeVariable.offset(column.segment(1), large, bad),
                  TakeVariable.offset(column.segment(2), large, bad),
                  column.child(0).length()));
    }
  }

  private void childrenAtLeast(long rows) {
    for (int i = 0; i < column.childCount(); i++) {
      if (column.child(i).length() < rows) {
        throw invalid(
            "children must have the rows of their parent",
            "\"%s\" has %d of %d"
                .formatted(column.child(i).field().getName(), column.child(i).length(), rows));
      }
    }
  }

  /** The child of each type id, or -1. */
  private int[] checkTypeIds() {
    atLeast(0, length);
    int[] childOfType = new int[256];
    Arrays.fill(childOfType, -1);
    int[] ids = ((ArrowType.Union) column.physicalType()).getTypeIds();
    for (int i = 0; i < column.childCount(); i++) {
      childOfType[ids == null ? i : ids[i]] = i;
    }
    int bad =
        Outlined.getInt(() -> ValidationKernels.badTypeId(column.segment(0), childOfType, length));
    if (bad >= 0) {
      throw invalid(
          "type ids must be among those of the union",
          "row %d has %d".formatted(bad, column.segment(0).get(Memory.BYTE, bad)));
    }
    return childOfType;
  }

  private void checkDenseUnion(int[] childOfType) {
    atLeast(1, length * 4L);
    int[] childLengths = new int[column.childCount()];
    for (int i = 0; i < childLengths.length; i++) {
      childLengths[i] = column.child(i).length();
    }
    int bad =
        Outlined.getInt(() ->
            ValidationKernels.badUnionOffset(
                column.segment(0), column.segment(1), childOfType, childLengths, length));
    if (bad >= 0) {
      throw invalid(
          "union offsets must lie within their child",
          "row %d has %d".formatted(bad, column.segment(1).get(Memory.INT, bad * 4L)));
    }
  }

  private void checkRunEnds() {
    Column ends = column.child(0);
    int runs = ends.length();
    int width = Layout.width(ends.physicalType());
    if (ends.hasNulls() || column.child(1).length() < runs) {
      throw invalid(
          "every run must have an end and a value",
          "%d runs have %d values".formatted(runs - ends.nullCount(), column.child(1).length()));
    }
    int bad = Outlined.getInt(() -> ValidationKernels.badRunEnd(ends.segment(1), width, runs));
    if (bad >= 0) {
      throw invalid("run ends must ascend from above 0", "run " + bad + " does not");
    }
    long last = runs == 0 ? 0 : ValidationKernels.runEnd(ends.segment(1), width, runs - 1);
    if (last < length) {
      throw invalid(
          "runs must cover every row", "the last ends at %d of %d".formatted(last, length));
    }
  }

  private void checkIndices(int dictionaryLength) {
    if (length == 0) {
      return;
    }
    MemorySegment indices = column.segment(1);
    ArrowType.Int type = (ArrowType.Int) column.physicalType();
    int bad =
        Outlined.getInt(() ->
            ValidationKernels.badIndex(
                indices,
                type.getBitWidth(),
                type.getIsSigned(),
                length,
                dictionaryLength,
                column.validity()));
    if (bad >= 0) {
      throw invalid(
          "indices must lie within their dictionary",
          "row %d has %d of %d"
              .formatted(bad, Indices.index(indices, type, bad), dictionaryLength));
    }
  }

  private void atLeast(int buffer, long bytes) {
    if (column.buffer(buffer).capacity() < bytes) {
      throw invalid(
          "buffers must be long enough for their rows",
          "buffer %d has %d of %d bytes"
              .formatted(buffer, column.buffer(buffer).capacity(), bytes));
    }
  }

  private RuntimeException invalid(String rule, String value) {
    return BatchValidation.invalid(where, rule, "in \"" + path + "\" " + value);
  }
}
