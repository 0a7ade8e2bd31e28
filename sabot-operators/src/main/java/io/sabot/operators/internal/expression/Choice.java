package io.sabot.operators.internal.expression;

import io.sabot.batch.Layout;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A result whose rows come from several values; a later value replaces an earlier one. */
interface Choice extends AutoCloseable {
  /** A result of one type for the rows of a frame; rows that take nothing are null. */
  static Choice of(Frame frame, ArrowType type) {
    return switch (Layout.of(type)) {
      case FIXED, BIT -> new BlendedChoice(frame, type);
      default -> new GatheredChoice(frame, type);
    };
  }

  /** Gives the rows their value, which stays with the caller. */
  void add(Operand value, ActiveRows taken);

  /** The result; passes to the caller. */
  Operand finish();

  @Override
  void close();
}
