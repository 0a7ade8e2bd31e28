package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sabot.batch.Layout;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.BytesBuilder;
import io.sabot.kafka.internal.column.ColumnBuilder;
import io.sabot.kafka.internal.column.DecimalBuilder;
import io.sabot.kafka.internal.column.FixedBuilder;
import io.sabot.kafka.internal.column.IntegerRange;
import io.sabot.kafka.internal.column.ListBuilder;
import io.sabot.kafka.internal.column.Misfit;
import io.sabot.kafka.internal.column.StructBuilder;
import java.io.IOException;
import java.math.BigInteger;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Which JSON values a type takes. Numbers are JSON numbers, never text; text is never a number. */
final class JsonColumns {
  private JsonColumns() {}

  /** Whether values of a field can be read, provided that those of its children can. */
  static boolean canRead(Field field) {
    ArrowType type = field.getType();
    if (field.getDictionary() != null) {
      return false;
    }
    return switch (Layout.of(type)) {
      case BIT, VARIABLE, LARGE_VARIABLE, STRUCT -> true;
      case LIST, LARGE_LIST -> !(type instanceof ArrowType.Map) && field.getChildren().size() == 1;
      case FIXED ->
          switch (type) {
            case ArrowType.Int t -> true;
            case ArrowType.FloatingPoint t -> t.getPrecision() != FloatingPointPrecision.HALF;
            case ArrowType.Decimal t -> t.getBitWidth() >= Long.SIZE;
            case ArrowType.Date t -> true;
            case ArrowType.Time t -> true;
            case ArrowType.Timestamp t -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /** The reader into a column. */
  static JsonColumn reader(ColumnBuilder column) {
    return switch (column) {
      case BytesBuilder bytes -> bytes(bytes);
      case DecimalBuilder decimals -> new OfDecimals(decimals);
      case FixedBuilder fixed -> fixed(fixed);
      case ListBuilder lists -> new JsonList(lists, reader(lists.parts().getFirst()));
      case StructBuilder structs ->
          new JsonStruct(structs, structs.parts().stream().map(JsonColumns::reader).toList());
      default -> throw new IllegalArgumentException("no form in JSON: " + column.field());
    };
  }

  private static JsonColumn bytes(BytesBuilder column) {
    return Types.isText(column.field().getType()) ? new OfText(column) : new OfBytes(column);
  }

  private static JsonColumn fixed(FixedBuilder column) {
    return switch (column.field().getType()) {
      case ArrowType.Bool type -> new OfBooleans(column);
      case ArrowType.Int type when !type.getIsSigned() && type.getBitWidth() == 64 ->
          new OfUnsignedLongs(column);
      case ArrowType.Int type -> new OfIntegers(column, IntegerRange.of(type));
      case ArrowType.FloatingPoint type when type.getPrecision() == FloatingPointPrecision.DOUBLE ->
          new OfDoubles(column);
      case ArrowType.FloatingPoint type -> new OfFloats(column);
      case ArrowType.Date type -> new JsonTimes(column, TimeText.ofDates(type));
      case ArrowType.Time type -> new JsonTimes(column, TimeText.ofTimes(type));
      case ArrowType.Timestamp type -> new JsonTimes(column, TimeText.ofTimestamps(type));
      default -> throw new IllegalArgumentException("no form in JSON: " + column.field());
    };
  }

  private static boolean isNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  private static final class OfBooleans extends JsonColumn {
    private final FixedBuilder column;

    OfBooleans(FixedBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) {
      if (!token.isBoolean()) {
        return false;
      }
      column.append(token == JsonToken.VALUE_TRUE ? 1 : 0);
      return true;
    }
  }

  private static final class OfIntegers extends JsonColumn {
    private final FixedBuilder column;
    private final IntegerRange range;

    OfIntegers(FixedBuilder column, IntegerRange range) {
      super(column);
      this.column = column;
      this.range = range;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || !range.holds(json.getLongValue())) {
        return false;
      }
      column.append(json.getLongValue());
      return true;
    }
  }

  private static final class OfUnsignedLongs extends JsonColumn {
    private final FixedBuilder column;

    OfUnsignedLongs(FixedBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT) {
        return false;
      }
      BigInteger number = json.getBigIntegerValue();
      if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
        return false;
      }
      column.append(number.longValue());
      return true;
    }
  }

  private static final class OfDoubles extends JsonColumn {
    private final FixedBuilder column;

    OfDoubles(FixedBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (!isNumber(token)) {
        return false;
      }
      double value = value(token, json);
      if (Double.isInfinite(value)) {
        return false;
      }
      column.append(Double.doubleToRawLongBits(value));
      return true;
    }

    private static double value(JsonToken token, JsonParser json) throws IOException {
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        double value =
            ShortDecimals.parse(
                json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        if (!Double.isNaN(value)) {
          return value;
        }
      }
      return json.getDoubleValue();
    }
  }

  private static final class OfFloats extends JsonColumn {
    private final FixedBuilder column;

    OfFloats(FixedBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (!isNumber(token)) {
        return false;
      }
      float value = json.getFloatValue();
      if (Float.isInfinite(value)) {
        return false;
      }
      column.append(Float.floatToRawIntBits(value));
      return true;
    }
  }

  private static final class OfDecimals extends JsonColumn {
    private final DecimalBuilder column;

    OfDecimals(DecimalBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      return isNumber(token) && column.append(json.getDecimalValue());
    }
  }

  private static final class OfText extends JsonColumn {
    private final BytesBuilder column;

    OfText(BytesBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        return false;
      }
      if (!(json instanceof RecordParser parser && parser.appendPlain(column))
          && !column.append(json.getTextCharacters(), json.getTextOffset(), json.getTextLength())) {
        throw new Misfit(
            "\"" + path() + "\" must be text, but half a pair of surrogates stands in it");
      }
      return true;
    }
  }

  /** Bytes as Base64 text. */
  private static final class OfBytes extends JsonColumn {
    private final BytesBuilder column;

    OfBytes(BytesBuilder column) {
      super(column);
      this.column = column;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        return false;
      }
      byte[] value;
      try {
        value = json.getBinaryValue();
      } catch (IOException notBase64) {
        throw new Misfit("\"" + path() + "\" must be bytes in Base64, but it is not");
      }
      column.append(value, 0, value.length);
      return true;
    }
  }

  /** Dates and times as ISO 8601 text, or as a number in the unit of the type. */
  private static final class JsonTimes extends JsonColumn {
    private final FixedBuilder column;
    private final TimeText text;

    JsonTimes(FixedBuilder column, TimeText text) {
      super(column);
      this.column = column;
      this.text = text;
    }

    @Override
    boolean append(JsonToken token, JsonParser json) throws IOException {
      if (token == JsonToken.VALUE_STRING) {
        Long value = text.parse(json.getText());
        if (value == null || !fits(value)) {
          return false;
        }
        column.append(value);
        return true;
      }
      if (token != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || !fits(json.getLongValue())) {
        return false;
      }
      column.append(json.getLongValue());
      return true;
    }

    @Override
    String kind() {
      return super.kind() + " as ISO 8601";
    }

    private boolean fits(long value) {
      return column.bytesPerValue() == Long.BYTES || value == (int) value;
    }
  }
}
