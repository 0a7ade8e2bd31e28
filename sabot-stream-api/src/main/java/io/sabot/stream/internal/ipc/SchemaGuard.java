package io.sabot.stream.internal.ipc;

import java.io.IOException;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;

/**
 * Walks a flatbuffer's fields before Arrow converts them. The conversion believes every length and
 * every offset, so a damaged schema whose fields contain themselves would fill the heap.
 */
final class SchemaGuard {
  private static final int DEEPEST = 64;
  private static final int MOST_UNION_TYPES = 128;

  /** A field takes at least the four bytes that point to it. */
  private static final int LEAST_FIELD_BYTES = 4;

  private int fieldsLeft;

  private SchemaGuard(int fieldsLeft) {
    this.fieldsLeft = fieldsLeft;
  }

  /** Refuses more fields than the bytes can hold. */
  static void require(Schema schema) throws IOException {
    SchemaGuard guard = new SchemaGuard(schema.getByteBuffer().capacity() / LEAST_FIELD_BYTES);
    guard.take(schema.fieldsLength());
    for (int i = 0; i < schema.fieldsLength(); i++) {
      guard.walk(schema.fields(i), 1);
    }
  }

  private void walk(Field field, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its columns are nested more than " + DEEPEST + " deep");
    }
    if (field.typeType() == Type.Union) {
      Union union = (Union) field.type(new Union());
      if (union != null && union.typeIdsLength() > MOST_UNION_TYPES) {
        throw new IOException("a union claims to have " + union.typeIdsLength() + " types");
      }
    }
    requireChildren(field);
    take(field.childrenLength());
    for (int i = 0; i < field.childrenLength(); i++) {
      walk(field.children(i), depth + 1);
    }
  }

  /** Whoever reads a column asks its type, not its field, how many children there are. */
  private static void requireChildren(Field field) throws IOException {
    int found = field.childrenLength();
    int wanted =
        switch (field.typeType()) {
          case Type.Struct_, Type.Union -> found;
          case Type.List,
              Type.LargeList,
              Type.FixedSizeList,
              Type.ListView,
              Type.LargeListView,
              Type.Map ->
              1;
          case Type.RunEndEncoded -> 2;
          default -> 0;
        };
    if (found != wanted) {
      throw new IOException(
          "a column of type %s has %d children instead of %d"
              .formatted(Type.name(field.typeType()), found, wanted));
    }
  }

  private void take(int fields) throws IOException {
    if (fields < 0 || fields > fieldsLeft) {
      throw new IOException("it describes more columns than its bytes can hold");
    }
    fieldsLeft -= fields;
  }
}
