package io.sabot.testkit;

import io.sabot.batch.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Makes a vector of canonical {@link Values}, for every layout: writes the buffers of the columnar
 * format and loads them, as a reader of files does.
 */
final class VectorWriter {
  private static final int INLINE = 12;

  private final FieldVector vector;
  private final Field field;
  private final ArrowType type;
  private final List<@Nullable Object> values;
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private final List<List<@Nullable Object>> children = new ArrayList<>();

  private VectorWriter(FieldVector vector, Field field, List<@Nullable Object> values) {
    this.vector = vector;
    this.field = field;
    this.type = field.getType();
    this.values = values;
  }

  /** A vector that the caller closes. */
  static FieldVector vector(Field field, List<@Nullable Object> values, BufferAllocator allocator) {
    FieldVector vector = field.createVector(allocator);
    try {
      fill(vector, field, values);
      return vector;
    } catch (Throwable failure) {
      vector.close();
      throw failure;
    }
  }

  private static void fill(FieldVector vector, Field field, List<@Nullable Object> values) {
    new VectorWriter(vector, field, values).fill();
  }

  private void fill() {
    try {
      encode();
      int nulls = (int) values.stream().filter(Objects::isNull).count();
      vector.loadFieldBuffers(new ArrowFieldNode(values.size(), nulls), buffers);
    } finally {
      buffers.forEach(ArrowBuf::close);
    }
    List<FieldVector> vectors = vector.getChildrenFromFields();
    for (int i = 0; i < children.size(); i++) {
      fill(vectors.get(i), field.getChildren().get(i), children.get(i));
    }
  }

  private void encode() {
    Layout layout = Layout.of(type);
    if (layout.hasValidity()) {
      validity();
    }
    switch (layout) {
      case NULL -> {}
      case BIT -> bits();
      case FIXED -> fixed();
      case VARIABLE, LARGE_VARIABLE -> variable(layout == Layout.LARGE_VARIABLE);
      case VIEW -> views();
      case LIST, LARGE_LIST -> list(layout == Layout.LARGE_LIST);
      case LIST_VIEW, LARGE_LIST_VIEW -> listView(layout == Layout.LARGE_LIST_VIEW);
      case FIXED_SIZE_LIST -> fixedSizeList();
      case STRUCT -> struct();
      case SPARSE_UNION, DENSE_UNION -> union(layout == Layout.DENSE_UNION);
      case RUN_END_ENCODED -> runs();
    }
  }

  private ArrowBuf add(long bytes) {
    ArrowBuf buffer = vector.getAllocator().buffer(Math.max(bytes, 8));
    buffers.add(buffer);
    buffer.setZero(0, buffer.capacity());
    buffer.writerIndex(bytes);
    return buffer;
  }

  private static void set(ArrowBuf bits, int index) {
    bits.setByte(index >>> 3, bits.getByte(index >>> 3) | 1 << (index & 7));
  }

  private void validity() {
    ArrowBuf bits = add((values.size() + 7) / 8);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        set(bits, i);
      }
    }
  }

  private void bits() {
    ArrowBuf bits = add((values.size() + 7) / 8);
    for (int i = 0; i < values.size(); i++) {
      if (Boolean.TRUE.equals(values.get(i))) {
        set(bits, i);
      }
    }
  }

  private void fixed() {
    int width = Layout.width(type);
    ArrowBuf data = add((long) values.size() * width);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        Fixed.write(storage(), data, (long) i * width, value);
      }
    }
  }

  private ArrowType storage() {
    return type instanceof ArrowType.ExtensionType extension ? extension.storageType() : type;
  }

  private static byte[] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> new byte[0];
      case String string -> string.getBytes(StandardCharsets.UTF_8);
      default -> {
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        yield array;
      }
    };
  }

  private static void offset(ArrowBuf offsets, long index, long offset, int width) {
    if (width == 8) {
      offsets.setLong(index * 8, offset);
    } else {
      offsets.setInt(index * 4, (int) offset);
    }
  }

  private void variable(boolean large) {
    int width = large ? 8 : 4;
    ArrowBuf offsets = add((values.size() + 1L) * width);
    long end = 0;
    for (int i = 0; i < values.size(); i++) {
      end += bytes(values.get(i)).length;
      offset(offsets, i + 1L, end, width);
    }
    ArrowBuf data = add(end);
    long at = 0;
    for (Object value : values) {
      byte[] bytes = bytes(value);
      data.setBytes(at, bytes);
      at += bytes.length;
    }
  }

  private void views() {
    ArrowBuf views = add(values.size() * 16L);
    long outside = 0;
    for (Object value : values) {
      int length = bytes(value).length;
      outside += length > INLINE ? length : 0;
    }
    ArrowBuf data = outside == 0 ? null : add(outside);
    int at = 0;
    for (int i = 0; i < values.size(); i++) {
      byte[] bytes = bytes(values.get(i));
      views.setInt(i * 16L, bytes.length);
      if (bytes.length <= INLINE || data == null) {
        views.setBytes(i * 16L + 4, bytes);
        continue;
      }
      views.setBytes(i * 16L + 4, bytes, 0, 4);
      views.setInt(i * 16L + 12, at);
      data.setBytes(at, bytes);
      at += bytes.length;
    }
  }

  private List<@Nullable Object> elements() {
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object value : values) {
      elements.addAll(elements(value));
    }
    return elements;
  }

  private static List<?> elements(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private void list(boolean large) {
    int width = large ? 8 : 4;
    ArrowBuf offsets = add((values.size() + 1L) * width);
    long end = 0;
    for (int i = 0; i < values.size(); i++) {
      end += elements(values.get(i)).size();
      offset(offsets, i + 1L, end, width);
    }
    children.add(elements());
  }

  /** Lists lie in the child in reverse order: what a list view may do and a list may not. */
  private void listView(boolean large) {
    int width = large ? 8 : 4;
    ArrowBuf offsets = add((long) values.size() * width);
    ArrowBuf sizes = add((long) values.size() * width);
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = values.size() - 1; i >= 0; i--) {
      List<?> list = elements(values.get(i));
      offset(offsets, i, elements.size(), width);
      offset(sizes, i, list.size(), width);
      elements.addAll(list);
    }
    children.add(elements);
  }

  private void fixedSizeList() {
    int size = ((ArrowType.FixedSizeList) type).getListSize();
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object value : values) {
      List<?> list = elements(value);
      if (value != null && list.size() != size) {
        throw new IllegalArgumentException("%s cannot hold %s".formatted(type, Values.text(value)));
      }
      for (int i = 0; i < size; i++) {
        elements.add(value == null ? null : list.get(i));
      }
    }
    children.add(elements);
  }

  private void struct() {
    for (Field member : field.getChildren()) {
      List<@Nullable Object> column = new ArrayList<>(values.size());
      for (Object value : values) {
        column.add(value == null ? null : ((Map<?, ?>) value).get(member.getName()));
      }
      children.add(column);
    }
  }

  private void union(boolean dense) {
    int[] ids = ((ArrowType.Union) type).getTypeIds();
    ArrowBuf types = add(values.size());
    ArrowBuf offsets = dense ? add(values.size() * 4L) : null;
    field.getChildren().forEach(child -> children.add(new ArrayList<>()));
    for (int i = 0; i < values.size(); i++) {
      Member member = (Member) values.get(i);
      int child = member == null ? 0 : child(member);
      types.setByte(i, ids == null ? child : ids[child]);
      Object value = member == null ? null : member.value();
      if (offsets == null) {
        for (int c = 0; c < children.size(); c++) {
          children.get(c).add(c == child ? value : null);
        }
      } else {
        offsets.setInt(i * 4L, children.get(child).size());
        children.get(child).add(value);
      }
    }
  }

  private int child(Member member) {
    for (int i = 0; i < field.getChildren().size(); i++) {
      if (field.getChildren().get(i).getName().equals(member.name())) {
        return i;
      }
    }
    throw new IllegalArgumentException("no member " + member.name());
  }

  private void runs() {
    List<@Nullable Object> ends = new ArrayList<>();
    List<@Nullable Object> runs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0 && Objects.equals(values.get(i), values.get(i - 1))) {
        ends.set(ends.size() - 1, i + 1L);
      } else {
        ends.add(i + 1L);
        runs.add(values.get(i));
      }
    }
    children.add(ends);
    children.add(runs);
  }
}
