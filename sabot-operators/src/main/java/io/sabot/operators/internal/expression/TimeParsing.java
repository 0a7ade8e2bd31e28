package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Function;
import io.sabot.expression.TimePattern;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.DigitPattern;
import io.sabot.operators.internal.kernel.TimeReading;
import io.sabot.operators.internal.kernel.TimeReading.Target;
import io.sabot.operators.internal.kernel.ZoneTable;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Texts read as times in a pattern. Only rows that matter are read; those that do not read are an
 * error, or null.
 */
record TimeParsing(
    Node argument,
    TimePattern pattern,
    String written,
    ArrowType type,
    OnFailure onFailure,
    String text,
    String cure)
    implements Node {
  static Node of(BoundCall call, Node argument) {
    String written =
        (String)
            Objects.requireNonNull(((BoundLiteral) call.arguments().get(1)).constant().value());
    return new TimeParsing(
        argument,
        TimePattern.of(written),
        written,
        call.type(),
        onFailure(call.function()),
        call.toString(),
        "use " + lenient(call.function()) + ", which gives null there");
  }

  private static OnFailure onFailure(Function function) {
    return switch (function) {
      case PARSE_DATE, PARSE_TIME, PARSE_TIMESTAMP -> OnFailure.FAIL;
      default -> OnFailure.GIVE_NULL;
    };
  }

  /** E.g. tryParseDate. */
  private static String lenient(Function function) {
    String last = function.text().substring(function.text().lastIndexOf('_') + 1);
    return "tryParse" + last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1);
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, type);
      }
      try (Building out = new Building(frame, a);
          Building scratch = Building.rows(frame)) {
        out.validIn(a);
        MemorySegment ok = scratch.bits();
        Bitmaps.fill(ok, out.length());
        if (!fill(frame, a, out, ok)) {
          settle(frame, a, out, ok);
        }
        return out.finish(type);
      }
    }
  }

  /** Whether all rows that matter read. */
  private boolean fill(Frame frame, Operand a, Building out, MemorySegment ok) {
    int length = out.length();
    int width = Lane.width(type);
    MemorySegment to = out.buffer((long) width * length);
    TimeReading reading = reading();
    ByteRows rows = Comparison.rows(a);
    MemorySegment valid = out.valid();
    MemorySegment active = length == frame.length() ? frame.active() : null;
    boolean all = true;
    for (int row = 0; row < length; row++) {
      long count = matters(valid, active, row) ? reading.read(rows, row) : 0;
      if (count == TimeReading.NONE) {
        Bitmaps.clear(ok, row);
        all = false;
      }
      if (width == 4) {
        to.set(Memory.INT, (long) row << 2, (int) count);
      } else {
        to.set(Memory.LONG, (long) row << 3, count);
      }
    }
    return all;
  }

  private static boolean matters(
      @Nullable MemorySegment valid, @Nullable MemorySegment active, int row) {
    return (valid == null || Bitmaps.get(valid, row))
        && (active == null || Bitmaps.get(active, row));
  }

  private TimeReading reading() {
    Target target =
        switch (type) {
          case ArrowType.Date t -> Target.DATE;
          case ArrowType.Time t -> Target.CLOCK;
          default -> Target.TIMESTAMP;
        };
    return new TimeReading(
        pattern.formatter(),
        DigitPattern.of(pattern.letters()),
        target,
        TimeUnits.isInstant(type) ? ZoneTable.of(TimeUnits.zone(type)) : null);
  }

  private void settle(Frame frame, Operand a, Building out, MemorySegment ok) {
    if (onFailure == OnFailure.GIVE_NULL) {
      out.validWhere(ok);
      return;
    }
    int row = RowFailure.first(frame, out.valid(), ok, out.length());
    if (row >= 0) {
      throw RowFailure.of(
          frame,
          ErrorCode.INVALID_CAST,
          "a text must read as " + Types.name(type) + " by '" + written + "'",
          TextWriting.shown(a, row),
          text,
          row,
          cure);
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
