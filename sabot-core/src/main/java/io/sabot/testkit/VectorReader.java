package io.sabot.testkit;

import io.sabot.batch.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Arrow's own vectors hold, in the forms of {@link Values}. Fields come from the schema:
 * a sparse union vector forgets its type ids.
 */
final class VectorReader {
  private VectorReader() {}

  static @Nullable Object value(Field field, FieldVector vector, int row) {
    ArrowType declared = field.getType();
    ArrowType type =
        declared instanceof ArrowType.ExtensionType extension ? extension.storageType() : declared;
    Layout layout = Layout.of(type);
    if (layout == Layout.NULL || layout.hasValidity() && vector.isNull(row)) {
      return null;
    }
    return switch (layout) {
      case NULL -> null;
      case BIT -> ((BitVector) vector).get(row) == 1;
      case FIXED -> Fixed.read(type, vector.getDataBuffer(), (long) row * Layout.width(type));
      case VARIABLE, LARGE_VARIABLE, VIEW -> variable(vector, type, row);
      case LIST -> list(field, vector, int32(vector, row), int32(vector, row + 1));
      case LARGE_LIST -> list(field, vector, int64(vector, row), int64(vector, row + 1));
      case LIST_VIEW -> {
        long start = int32(vector, row);
        yield list(field, vector, start, start + sizes(vector).getInt(row * 4L));
      }
      case LARGE_LIST_VIEW -> {
        long start = int64(vector, row);
        yield list(field, vector, start, start + sizes(vector).getLong(row * 8L));
      }
      case FIXED_SIZE_LIST -> {
        long size = ((ArrowType.FixedSizeList) type).getListSize();
        yield list(field, vector, row * size, row * size + size);
      }
      case STRUCT -> struct(field, vector, row);
      case SPARSE_UNION -> {
        UnionVector union = (UnionVector) vector;
        yield member(field, vector, type, union.getTypeBuffer().getByte(row), row);
      }
      case DENSE_UNION -> {
        DenseUnionVector union = (DenseUnionVector) vector;
        yield member(field, vector, type, union.getTypeId(row), union.getOffset(row));
      }
      case RUN_END_ENCODED -> {
        RunEndEncodedVector runs = (RunEndEncodedVector) vector;
        yield value(field.getChildren().get(1), runs.getValuesVector(), runs.getPhysicalIndex(row));
      }
    };
  }

  private static Object variable(FieldVector vector, ArrowType type, int row) {
    byte[] bytes = ((VariableWidthFieldVector) vector).get(row);
    return switch (type) {
      case ArrowType.Utf8 t -> new String(bytes, StandardCharsets.UTF_8);
      case ArrowType.LargeUtf8 t -> new String(bytes, StandardCharsets.UTF_8);
      case ArrowType.Utf8View t -> new String(bytes, StandardCharsets.UTF_8);
      default -> ByteBuffer.wrap(bytes);
    };
  }

  private static long int32(FieldVector vector, int row) {
    return vector.getOffsetBuffer().getInt(row * 4L);
  }

  private static long int64(FieldVector vector, int row) {
    return vector.getOffsetBuffer().getLong(row * 8L);
  }

  private static ArrowBuf sizes(FieldVector vector) {
    return vector.getFieldBuffers().get(2);
  }

  private static List<@Nullable Object> list(
      Field field, FieldVector vector, long start, long end) {
    FieldVector child = vector.getChildrenFromFields().getFirst();
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = start; i < end; i++) {
      list.add(value(field.getChildren().getFirst(), child, Math.toIntExact(i)));
    }
    return list;
  }

  private static Map<String, @Nullable Object> struct(Field field, FieldVector vector, int row) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    List<FieldVector> members = vector.getChildrenFromFields();
    for (int i = 0; i < members.size(); i++) {
      Field member = field.getChildren().get(i);
      struct.put(member.getName(), value(member, members.get(i), row));
    }
    return struct;
  }

  private static Member member(
      Field field, FieldVector vector, ArrowType type, int typeId, int row) {
    int[] ids = ((ArrowType.Union) type).getTypeIds();
    List<FieldVector> members = vector.getChildrenFromFields();
    for (int i = 0; i < members.size(); i++) {
      if ((ids == null ? i : ids[i]) == typeId) {
        Field member = field.getChildren().get(i);
        return new Member(member.getName(), value(member, members.get(i), row));
      }
    }
    throw new IllegalStateException("\"" + vector.getName() + "\" has no member " + typeId);
  }
}
