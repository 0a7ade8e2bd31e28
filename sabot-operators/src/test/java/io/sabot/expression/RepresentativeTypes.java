package io.sabot.expression;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** The types that messages list, for tests elsewhere. */
public final class RepresentativeTypes {
  private RepresentativeTypes() {}

  public static List<ArrowType> all() {
    return Representatives.TYPES;
  }

  /** A field of a type; nested ones hold integers. */
  public static Field field(String name, ArrowType type) {
    List<Field> children =
        switch (type) {
          case ArrowType.List t -> items();
          case ArrowType.LargeList t -> items();
          case ArrowType.FixedSizeList t -> items();
          case ArrowType.ListView t -> items();
          case ArrowType.LargeListView t -> items();
          case ArrowType.Map t -> List.of(entries());
          case ArrowType.Struct t -> List.of(Field.nullable("x", Types.INT32));
          default -> List.of();
        };
    return new Field(name, FieldType.nullable(type), children);
  }

  private static Field entries() {
    return new Field(
        "entries",
        FieldType.notNullable(ArrowType.Struct.INSTANCE),
        List.of(
            new Field("key", FieldType.notNullable(ArrowType.Utf8.INSTANCE), null),
            Field.nullable("value", Types.INT32)));
  }

  private static List<Field> items() {
    return List.of(Field.nullable("item", Types.INT32));
  }
}
