package io.sabot.operators.internal.backend;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;

import io.sabot.PlanException;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Constant;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.expression.Kind;
import io.sabot.expression.Parameter;
import io.sabot.expression.Parameter.Use;
import io.sabot.expression.RepresentativeTypes;
import io.sabot.expression.Types;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Random calls of a function over columns of a type, as its parameters allow. */
final class RandomCalls {
  /** What stands in where a parameter does not take the type. */
  private static final List<Field> OTHERS =
      List.of(
          Field.nullable("flag", Types.BOOL),
          Field.nullable("small", new ArrowType.Int(8, true)),
          Field.nullable("real", Types.FLOAT64),
          Field.nullable("text", ArrowType.Utf8.INSTANCE),
          Field.nullable("bytes", ArrowType.Binary.INSTANCE),
          Field.nullable("day", new ArrowType.Date(DateUnit.DAY)),
          Field.nullable("moment", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
          Field.nullable("instant", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
          Field.nullable("time", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
          Field.nullable("span", new ArrowType.Duration(TimeUnit.MICROSECOND)),
          RepresentativeTypes.field("list", ArrowType.List.INSTANCE),
          RepresentativeTypes.field("struct", ArrowType.Struct.INSTANCE));

  private static final Object[] LITERALS = {
    0,
    1,
    2,
    -1,
    5,
    100L,
    0.5,
    -0.0,
    Double.NaN,
    1.5f,
    true,
    false,
    "",
    "a",
    "b",
    "%ö%",
    "_%",
    "i",
    "x",
    " ",
    ",",
    "day",
    "month",
    "hour",
    "second",
    "UTC",
    "Europe/Paris",
    "yyyy-MM-dd",
    "HH:mm:ss",
    "yyyy-MM-dd HH:mm",
    "日本",
    "(.)",
    new BigDecimal("1.50"),
    new byte[] {0, 1},
    LocalDate.of(2024, 2, 29),
    LocalTime.NOON,
    LocalDateTime.of(1969, 12, 31, 23, 59),
    Instant.EPOCH,
    Duration.ofSeconds(90)
  };

  private final Function function;
  private final Schema schema;
  private final Field typed;
  private final SplittableRandom random;
  private final List<Object> samples;

  RandomCalls(Function function, ParityBatches batches, SplittableRandom random) {
    this.function = function;
    this.schema = batches.schema();
    this.typed = schema.getFields().getFirst();
    this.samples = batches.samples();
    this.random = random;
  }

  /** Three columns of a type, and one of each that may stand in. */
  static Schema schema(ArrowType type) {
    List<Field> fields = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      fields.add(RepresentativeTypes.field(name, type));
    }
    fields.addAll(OTHERS);
    return new Schema(fields);
  }

  /** Different calls that have a meaning over the type; fewer, or none, where few were found. */
  List<Expression> find(int wanted, int attempts) {
    List<Expression> found = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < attempts && found.size() < wanted; i++) {
      Expression call = new Expression.Call(function.text(), arguments());
      if (!texts.contains(call.toString()) && isBound(call, schema)) {
        found.add(call);
        texts.add(call.toString());
      }
    }
    return found;
  }

  /** Whether an expression has a meaning, and always the same one. */
  static boolean isBound(Expression call, Schema schema) {
    try {
      BoundExpression bound = new Binder("Parity", schema).bind(call);
      return bound.deterministic();
    } catch (PlanException refused) {
      return false;
    }
  }

  private List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      int times =
          switch (parameter.use()) {
            case REQUIRED -> 1;
            case REPEATED -> random.nextInt(6);
            default -> random.nextInt(2);
          };
      for (int i = 0; i < times; i++) {
        arguments.add(argument(parameter, arguments.size()));
      }
    }
    return arguments;
  }

  private Expression argument(Parameter parameter, int place) {
    // How long a text becomes: the extremes of integers would fill the memory.
    boolean isCount = function.family() == Function.Family.TEXT && parameter.kind() == Kind.INTEGER;
    boolean takesIt = parameter.kind().accepts(typed.getType()) && !isCount;
    if (parameter.use() != Use.REQUIRED && parameter.use() != Use.REPEATED) {
      return literal(parameter.kind());
    }
    return switch (random.nextInt(place == 0 ? 9 : 5)) {
      case 0 -> random.nextInt(8) == 0 ? lit(null) : literal(parameter.kind());
      case 1 -> takesIt ? sample() : other(parameter.kind());
      default -> takesIt ? column(place) : other(parameter.kind());
    };
  }

  private Expression column(int place) {
    return col(List.of("a", "b", "c").get(place % 3));
  }

  /** A value of the type as a literal, where there are such. */
  private Expression sample() {
    Object value = samples.get(random.nextInt(samples.size()));
    try {
      return lit(value instanceof ByteBuffer bytes ? array(bytes) : value);
    } catch (PlanException refused) {
      return col("a");
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private Expression literal(Kind kind) {
    List<Object> fitting = new ArrayList<>();
    for (Object literal : LITERALS) {
      if (kind.accepts(Constant.of(literal).type())) {
        fitting.add(literal);
      }
    }
    return fitting.isEmpty() ? other(kind) : lit(fitting.get(random.nextInt(fitting.size())));
  }

  private static Expression other(Kind kind) {
    for (Field field : OTHERS) {
      if (kind.accepts(field.getType())) {
        return col(field.getName());
      }
    }
    return lit((@Nullable Object) null);
  }
}
