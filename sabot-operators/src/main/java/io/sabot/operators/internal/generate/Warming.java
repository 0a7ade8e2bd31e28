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
  private static final int TRIALS = 50;

  /** Calls that are timed together, because a clock has its steps. */
  private static final int CALLS = 4;

  private final LoopClass type;
  private final boolean nulls;
  private final int to;
  private final MemorySegment[] columns;
  private final MemorySegment[] validities;
  private final MemorySegment[] results;
  private final MemorySegment[] bitmaps;
  private final long[] constants;
  private final long[] longs;
  private final double[] doubles;

  /** Prepares data; with nulls, or without. */
  Warming(Template template, LoopClass type, boolean nulls) {
    this.type = type;
    this.nulls = nulls;
    int room = ROWS - type.shape().slack();
    this.to = room - room % type.shape().step();
    Arena arena = Arena.ofAuto();
    SplittableRandom random = new SplittableRandom(1);
    this.columns =
        template.columns().stream()
            .map(column -> column(column, arena, random))
            .toArray(MemorySegment[]::new);
    this.validities = segments(columns.length, arena);
    for (MemorySegment bits : validities) {
      for (int word = 0; word < ROWS / 64; word++) {
        bits.set(ValueLayout.JAVA_LONG, word * 8L, random.nextLong());
      }
    }
    int sinks = template.sinks().size();
    this.results = segments(sinks, arena);
    this.bitmaps = segments(sinks, arena);
    this.constants = LoopCode.ones(template);
    this.longs = new long[sinks * Frame.STRIDE];
    this.doubles = new double[sinks];
  }

  private static MemorySegment[] segments(int count, Arena arena) {
    MemorySegment[] segments = new MemorySegment[count];
    for (int i = 0; i < count; i++) {
      segments[i] = arena.allocate(BYTES, 8);
    }
    return segments;
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

  /** Calls the method once. */
  void round() {
    type.run(
        nulls, columns, validities, results, bitmaps, constants, longs, doubles, to);
  }

  /** The time of a row, of the best of many calls. */
  double nanosPerRow() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      long start = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        round();
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return (double) best / (CALLS * to);
  }
}
