package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/** Rows of a frame that still matter, as a bitmap that shrinks. */
final class ActiveRows implements AutoCloseable {
  private final ArrowBuf buffer;
  private final MemorySegment bits;
  private final int length;

  private ActiveRows(Frame frame) {
    length = frame.length();
    buffer = frame.scratch().allocate(Math.max(8, Bitmaps.bytes(length)));
    bits = Memory.segment(buffer);
  }

  /** All active rows of the frame. */
  static ActiveRows of(Frame frame) {
    ActiveRows rows = new ActiveRows(frame);
    for (int w = 0; w < Bitmaps.words(rows.length); w++) {
      Bitmaps.putWord(rows.bits, w, rows.length, frame.activeWord(w));
    }
    return rows;
  }

  /** The rows for which one side of a connective, of one value per row, does not decide. */
  static ActiveRows undecided(Frame frame, Operand side, Logic.Connective connective) {
    ActiveRows rows = of(frame);
    if (connective == Logic.Connective.AND) {
      rows.removeFalse(side);
    } else {
      rows.removeTrue(side);
    }
    return rows;
  }

  MemorySegment bits() {
    return bits;
  }

  boolean isEmpty() {
    return Bitmaps.count(bits, length) == 0;
  }

  /** Removes all rows. */
  void clear() {
    bits.fill((byte) 0);
  }

  /** Removes the rows that are true; a null is not. */
  void removeTrue(Operand condition) {
    remove(condition, 0);
  }

  private void removeFalse(Operand condition) {
    remove(condition, -1);
  }

  private void remove(Operand condition, long invert) {
    MemorySegment values = condition.values();
    MemorySegment validity = condition.column().validity();
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long known = validity == null ? -1 : Bitmaps.word(validity, w, length);
      long hit = (Bitmaps.word(values, w, length) ^ invert) & known;
      Bitmaps.putWord(bits, w, length, Bitmaps.word(bits, w, length) & ~hit);
    }
  }

  /** Removes the rows that are not null. */
  void removeValid(Operand value) {
    MemorySegment validity = value.column().validity();
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long known = validity == null ? -1 : Bitmaps.word(validity, w, length);
      Bitmaps.putWord(bits, w, length, Bitmaps.word(bits, w, length) & ~known);
    }
  }

  /** Keeps the rows that are true; a null is not. */
  void keepTrue(Operand condition) {
    MemorySegment values = condition.values();
    MemorySegment validity = condition.column().validity();
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long known = validity == null ? -1 : Bitmaps.word(validity, w, length);
      long hit = Bitmaps.word(values, w, length) & known;
      Bitmaps.putWord(bits, w, length, Bitmaps.word(bits, w, length) & hit);
    }
  }

  @Override
  public void close() {
    buffer.getReferenceManager().release();
  }
}
