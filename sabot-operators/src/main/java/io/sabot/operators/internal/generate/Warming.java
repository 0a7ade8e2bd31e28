package io.sabot.operators.internal.generate;

import io.sabot.batch.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Runs one method of a loop over scratch data, and says how fast it has become. */
final class Warming {
  /** Enough for every vector, few enough for a loop that still runs interpreted. */
  private static final int ROWS = 256;

  private static final int BYTES = ROWS * 8;

  /** Never, always, and where rows are left: the compiler is to see all of them. */
  private static final int[] GATES = {
    Operands.ALWAYS, Operands.NEVER, Operands.ALWAYS, Operands.WHERE_ROWS_ARE_LEFT
  };

  private final LoopClass type;
  private final boolean nulls;
  private final int to;
  private final Operands operands;
  private int rounds;

  /** Prepares data; with nulls, or without. */
  Warming(Template template, LoopClass type, boolean nulls) {
    this.type = type;
    this.nulls = nulls;
    int room = ROWS - type.shape().slack();
    this.to = room - room % type.shape().step();
    this.operands = new Operands(template, LoopCode.ones(template), new long[ROWS / Long.SIZE]);
    Arena arena = Arena.ofAuto();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < operands.columns.length; i++) {
      operands.columns[i] = column(template.columns().get(i), arena, random);
      operands.bits[i] = random.longs(ROWS / Long.SIZE).toArray();
      operands.validities[i] = random.longs(ROWS / Long.SIZE).toArray();
    }
    for (int i = 0; i < operands.results.length; i++) {
      operands.results[i] = arena.allocate(BYTES, 8);
      operands.bitmaps[i] = arena.allocate(BYTES, 8);
    }
  }

  /** Small numbers: what fails is not what is usual. */
  private static MemorySegment column(ArrowType type, Arena arena, SplittableRandom random) {
    MemorySegment column = arena.allocate(BYTES, 8);
    int width = Layout.of(type) == Layout.FIXED ? Layout.width(type) : 1;
    for (int row = 0; row < ROWS; row++) {
      int value = random.nextInt(8);
      if (type instanceof ArrowType.FloatingPoint t) {
        if (t.getPrecision() == FloatingPointPrecision.DOUBLE) {
          column.set(ValueLayout.JAVA_DOUBLE, row * 8L, value);
        } else {
          column.set(ValueLayout.JAVA_FLOAT, row * 4L, value);
        }
      } else {
        column.set(ValueLayout.JAVA_BYTE, (long) row * width, (byte) value);
      }
    }
    return column;
  }

  /** Calls the method once; gives the time of a row, where it went into every step. */
  double round() {
    operands.gate = GATES[rounds++ % GATES.length];
    long start = System.nanoTime();
    type.run(nulls, operands, to);
    long nanos = System.nanoTime() - start;
    return operands.gate == Operands.ALWAYS ? (double) nanos / to : Double.POSITIVE_INFINITY;
  }
}
