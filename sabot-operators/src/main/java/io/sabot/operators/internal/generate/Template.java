package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * What a loop does, apart from names, ordinals and the values of its numbers: what equals another
 * template runs the same class. Columns are numbered in the order they are met; a number stands as
 * the {@link Long} index of its value, all other constants as they are.
 *
 * @param columns types of the columns that are read
 * @param constants how many numbers stand apart
 */
record Template(
    List<ArrowType> columns, int constants, List<BoundExpression> conditions, List<Sink> sinks) {
  /**
   * A template with what was taken out of it.
   *
   * @param ordinals which column of a batch each column is
   * @param constants bits of the numbers
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Filled(Template template, int[] ordinals, long[] constants) {
    /** Whether the columns of a batch lie in memory as a loop reads them. */
    boolean takes(Batch batch) {
      if (batch.selection() != Selection.ALL) {
        return false;
      }
      for (int i = 0; i < ordinals.length; i++) {
        if (ordinals[i] == Parts.ROWS.ordinal()) {
          continue;
        }
        ArrowType type = template.columns().get(i);
        Column column = batch.column(ordinals[i]);
        boolean unexpected = column.hasNulls() && !isNullable(batch, ordinals[i]);
        if (column.dictionary() != null || !column.physicalType().equals(type) || unexpected) {
          return false;
        }
      }
      return true;
    }

    private static boolean isNullable(Batch batch, int ordinal) {
      return batch.schema().getFields().get(ordinal).isNullable();
    }

    /** Whether any column that is read has nulls. */
    boolean hasNulls(Batch batch) {
      for (int ordinal : ordinals) {
        if (ordinal != Parts.ROWS.ordinal() && batch.column(ordinal).hasNulls()) {
          return true;
        }
      }
      return false;
    }
  }

  static Filled of(List<BoundExpression> conditions, List<Sink> sinks) {
    return new Reading().read(conditions, sinks);
  }

  /** Whether a constant of a template is a number that stands apart. */
  static boolean isApart(Constant constant) {
    return constant.value() instanceof Long;
  }

  private static final class Reading {
    private final List<Integer> ordinals = new ArrayList<>();
    private final List<ArrowType> types = new ArrayList<>();
    private final List<Long> constants = new ArrayList<>();

    Filled read(List<BoundExpression> conditions, List<Sink> sinks) {
      List<BoundExpression> tests = conditions.stream().map(this::plain).toList();
      List<Sink> ends = sinks.stream().map(this::plain).toList();
      return new Filled(
          new Template(List.copyOf(types), constants.size(), tests, ends),
          ordinals.stream().mapToInt(Integer::intValue).toArray(),
          constants.stream().mapToLong(Long::longValue).toArray());
    }

    private Sink plain(Sink sink) {
      BoundExpression argument = sink.argument();
      return argument == null ? sink : sink.of(plain(argument));
    }

    private BoundExpression plain(BoundExpression expression) {
      return switch (expression) {
        case BoundColumn column -> column(column);
        case BoundLiteral(Constant constant) -> new BoundLiteral(literal(constant));
        case BoundCast cast ->
            new BoundCast(
                plain(cast.argument()),
                cast.type(),
                cast.nullable(),
                cast.canFail(),
                cast.lenient());
        case BoundCall call ->
            new BoundCall(
                call.function(),
                call.arguments().stream().map(this::plain).toList(),
                call.type(),
                call.nullable(),
                call.canFail());
        case BoundUserCall call ->
            call.withArguments(call.arguments().stream().map(this::plain).toList());
      };
    }

    private BoundColumn column(BoundColumn column) {
      int index = ordinals.indexOf(column.ordinal());
      if (index < 0) {
        index = ordinals.size();
        ordinals.add(column.ordinal());
        types.add(column.type());
      }
      return new BoundColumn(index, "", column.type(), column.nullable());
    }

    private Constant literal(Constant constant) {
      Lane lane = Lane.of(constant.type());
      Object value = constant.value();
      if (!(value instanceof Number number) || lane == null || isNan(number)) {
        return constant;
      }
      long bits =
          switch (lane) {
            case FLOAT -> Float.floatToRawIntBits(number.floatValue());
            case DOUBLE -> Double.doubleToRawLongBits(number.doubleValue());
            default -> number.longValue();
          };
      constants.add(bits);
      return new Constant((long) constants.size() - 1, constant.type());
    }

    private static boolean isNan(Number number) {
      return Double.isNaN(number.doubleValue());
    }
  }

  /** Whether any sink writes something for each row, and not a total of all. */
  boolean writes() {
    return sinks.stream()
        .anyMatch(sink -> sink instanceof Sink.Output || sink instanceof Sink.Rows);
  }

  /** Nodes of all expressions. */
  int size() {
    return expressions().stream().mapToInt(Template::size).sum();
  }

  static int size(BoundExpression expression) {
    return 1 + expression.arguments().stream().mapToInt(Template::size).sum();
  }

  /** Every expression, conditions first. */
  List<BoundExpression> expressions() {
    List<BoundExpression> all = new ArrayList<>(conditions);
    sinks.stream().map(Sink::argument).filter(Objects::nonNull).forEach(all::add);
    return all;
  }
}
