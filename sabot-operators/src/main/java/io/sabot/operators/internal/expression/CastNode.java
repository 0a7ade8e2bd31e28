package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.batch.NullColumn;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.Types;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * A conversion. Values that the target cannot hold are an error where they count, or null.
 *
 * @param text the expression, for messages
 */
record CastNode(Node argument, ArrowType from, ArrowType to, OnFailure onFailure, String text)
    implements Node {
  /** What a value that does not fit becomes. */
  enum OnFailure {
    /** An error. */
    FAIL,
    /** Null. */
    GIVE_NULL
  }

  static Node of(BoundCast cast, Node argument) {
    return new CastNode(
        argument,
        cast.argument().type(),
        cast.type(),
        cast.lenient() ? OnFailure.GIVE_NULL : OnFailure.FAIL,
        cast.toString());
  }

  @Override
  public Operand evaluate(Frame frame) {
    try (Operand a = argument.evaluate(frame)) {
      if (a.isNull()) {
        return Results.nothing(frame, to);
      }
      if (from instanceof ArrowType.Null) {
        return Operand.rows(NullColumn.of(Building.field(to), frame.length(), frame.allocator()));
      }
      return sameBytes()
          ? new Operand(a.column().renamed(Building.field(to)), a.extent())
          : convert(frame, a);
    }
  }

  /** Whether values of both types lie in memory alike: nothing is copied then. */
  private boolean sameBytes() {
    boolean count = Types.isTemporal(from) && to instanceof ArrowType.Int;
    boolean time = from instanceof ArrowType.Int && Types.isTemporal(to);
    boolean bytes =
        Lane.of(from) == Lane.BYTES
            && Lane.of(to) == Lane.BYTES
            && Layout.of(from) == Layout.of(to)
            && Types.isText(from) == Types.isText(to)
            && Layout.of(from) != Layout.FIXED;
    return count || time || bytes || isOtherZone();
  }

  /** An instant is the same in every zone. */
  private boolean isOtherZone() {
    return TimeUnits.isInstant(from)
        && TimeUnits.isInstant(to)
        && TimeUnits.perDay(from) == TimeUnits.perDay(to);
  }

  private Operand convert(Frame frame, Operand a) {
    try (Building out = new Building(frame, a);
        Building scratch = Building.rows(frame)) {
      out.validIn(a);
      MemorySegment ok = scratch.buffer(Math.max(8, Bitmaps.bytes(out.length())));
      Bitmaps.fill(ok, out.length());
      if (!fill(frame, a, out, ok)) {
        settle(frame, a, out, ok);
      }
      return out.finish(to);
    }
  }

  /** Fills the buffers of the result; whether every slot has a bit in {@code ok}. */
  private boolean fill(Frame frame, Operand a, Building out, MemorySegment ok) {
    if (Lane.of(to) == Lane.BYTES) {
      return TextWriting.write(frame.where(), a, out, to, ok);
    }
    if (Types.isText(from)) {
      return TextParsing.parse(a, out, to, ok);
    }
    if (Types.isTemporal(from)) {
      return TemporalCasts.convert(frame, a, out, to, ok);
    }
    return NumberCasts.convert(frame, a, out, to, ok);
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
          "a value must fit " + Types.name(to),
          TextWriting.shown(a, row),
          text,
          row,
          Types.isText(from)
              ? "use tryCast, which gives null there"
              : "use tryCast, which gives null there, or cast to a wider type");
    }
  }

  @Override
  public void close() {
    argument.close();
  }
}
