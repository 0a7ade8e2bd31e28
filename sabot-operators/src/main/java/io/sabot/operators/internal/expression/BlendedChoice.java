package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Layout;
import io.sabot.operators.internal.kernel.BlendKernels;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Values of fixed width, written over each other where they lie. */
final class BlendedChoice implements Choice {
  private final ArrowType type;
  private final int length;
  private final int width;
  private final Building building;
  private final MemorySegment values;
  private final MemorySegment validity;

  BlendedChoice(Frame frame, ArrowType type) {
    this.type = type;
    this.length = frame.length();
    this.width = type instanceof ArrowType.Bool ? 0 : Layout.width(type);
    this.building = Building.rows(frame);
    try {
      this.values = width == 0 ? building.bits() : building.buffer((long) length * width);
      this.validity = building.validityBits();
    } catch (Throwable failure) {
      building.close();
      throw failure;
    }
    values.fill((byte) 0);
    validity.fill((byte) 0);
  }

  @Override
  public void add(Operand value, ActiveRows taken) {
    if (value.isNull()) {
      clear(taken.bits());
      return;
    }
    copy(value, taken.bits());
    MemorySegment valid = value.column().validity();
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long rows = Bitmaps.word(taken.bits(), w, length);
      long known = valid == null ? -1 : Bitmaps.word(valid, w, length);
      long kept = Bitmaps.word(validity, w, length) & ~rows;
      Bitmaps.putWord(validity, w, length, kept | rows & known);
    }
  }

  private void copy(Operand value, MemorySegment rows) {
    if (width == 0) {
      BlendKernels.bits(value.values(), value.stride(), rows, length, values);
    } else {
      BlendKernels.blend(width, value.values(), value.stride(), rows, length, values);
    }
  }

  private void clear(MemorySegment rows) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long kept = Bitmaps.word(validity, w, length) & ~Bitmaps.word(rows, w, length);
      Bitmaps.putWord(validity, w, length, kept);
    }
  }

  @Override
  public Operand finish() {
    return building.finish(type);
  }

  @Override
  public void close() {
    building.close();
  }
}
