package io.sabot.operators.internal.sort;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Expression;
import io.sabot.expression.SortKey;
import io.sabot.expression.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns an order looks at. */
public final class KeyColumns {
  private KeyColumns() {}

  /** Refuses an order that this schema does not have. */
  public static void check(String where, List<SortKey> keys, Schema schema) {
    if (keys.isEmpty()) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("at least one key is needed")
          .but("there is none")
          .cure("name a column, e.g. asc(\"price\")")
          .plan();
    }
    keys.forEach(key -> ordinal(where, key.expression(), schema));
  }

  static int ordinal(String where, Expression key, Schema schema) {
    List<Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(key.outputName())) {
        requireOrder(where, key, fields.get(i).getType());
        return i;
      }
    }
    throw Problem.at(where, ErrorCode.UNKNOWN_COLUMN)
        .rule("a key must be a column of the input")
        .but("\"" + key + "\" is not one")
        .cure("name one of " + fields.stream().map(Field::getName).toList())
        .plan();
  }

  private static void requireOrder(String where, Expression key, ArrowType type) {
    if (!hasOrder(type)) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("a key must have a type with an order")
          .but("\"" + key + "\" is " + Types.name(type))
          .cure(
              "order by a number, decimal, boolean, date, time, timestamp, duration, string or"
                  + " binary, or by such a part of it")
          .plan();
    }
  }

  /** Whether values of a type have an order. */
  static boolean hasOrder(ArrowType type) {
    return switch (type.getTypeID()) {
      case Null, Int, FloatingPoint, Decimal, Bool, Date, Time, Timestamp, Duration -> true;
      case Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView, FixedSizeBinary -> true;
      case Interval, Struct, List, LargeList, FixedSizeList, ListView, LargeListView -> false;
      case Map, Union, RunEndEncoded, NONE -> false;
    };
  }

  /** The key columns of a batch, shared; they pass to the caller. */
  static List<Column> of(List<SortKey> keys, Batch batch) {
    List<Column> columns = new ArrayList<>();
    for (SortKey key : keys) {
      columns.add(batch.column(ordinal("Sort", key.expression(), batch.schema())).share());
    }
    return columns;
  }
}
