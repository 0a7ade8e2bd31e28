package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.testkit.Seed;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel on both providers, bit by bit. Without the Vector API both are the scalar one. */
@Tag("contract")
class ParityTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};
  private static final long[] LONGS = {0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE
  };

  private interface Writes {
    Object to(KernelProvider kernels, MemorySegment out);
  }

  private static void same(String name, long bytes, Writes kernel) {
    MemorySegment scalar = MemorySegment.ofArray(new byte[(int) bytes + 8]);
    MemorySegment chosen = MemorySegment.ofArray(new byte[(int) bytes + 8]);
    Object expected = kernel.to(Kernels.scalar(), scalar);
    Object actual = kernel.to(Kernels.vector(), chosen);
    assertThat(actual).as(name).isEqualTo(expected);
    assertThat(chosen.mismatch(scalar)).as(name).isEqualTo(-1);
  }

  /** Bits past the length are undefined. */
  private static void sameBits(String name, int length, Writes kernel) {
    same(
        name,
        Bitmaps.bytes(length),
        (kernels, out) -> {
          Object result = kernel.to(kernels, out);
          for (int i = length; i < Bitmaps.bytes(length) * 8; i++) {
            Bitmaps.clear(out, i);
          }
          return result;
        });
  }

  private static MemorySegment memory(long bytes, int offset) {
    return MemorySegment.ofArray(new byte[(int) bytes + offset + 8]).asSlice(offset);
  }

  private static void each(BiFunction<SplittableRandom, Integer, Void> test) {
    Seed.next()
        .run(random -> {
          for (int length : LENGTHS) {
            test.apply(random, length);
          }
        });
  }

  @Test
  void longs() {
    each((random, length) -> {
      MemorySegment a = memory(8L * length, 3);
      MemorySegment b = memory(8L * length, 5);
      for (int mode = 0; mode < 3; mode++) {
        for (int i = 0; i < length; i++) {
          a.set(Memory.LONG, 8L * i, longValue(random, mode));
          b.set(Memory.LONG, 8L * i, longValue(random, mode));
        }
        longs(a, b, length);
      }
      return null;
    });
  }

  private static long longValue(SplittableRandom random, int mode) {
    return switch (mode) {
      case 0 -> LONGS[random.nextInt(LONGS.length)];
      case 1 -> random.nextInt(-5, 5);
      default -> random.nextLong();
    };
  }

  private static void longs(MemorySegment a, MemorySegment b, int n) {
    for (long invert : new long[] {0, -1}) {
      sameBits("equal", n, (k, o) -> run(() -> k.longs().equal(a, b, n, invert, o)));
      sameBits("less", n, (k, o) -> run(() -> k.longs().less(a, b, n, invert, o)));
      for (long c : LONGS) {
        sameBits("equal c", n, (k, o) -> run(() -> k.longs().equal(a, c, n, invert, o)));
        sameBits("less c", n, (k, o) -> run(() -> k.longs().less(a, c, n, invert, o)));
        sameBits("greater c", n, (k, o) -> run(() -> k.longs().greater(a, c, n, invert, o)));
      }
    }
    same("plus", 8L * n, (k, o) -> k.longs().plus(a, b, n, o));
    same("minus", 8L * n, (k, o) -> k.longs().minus(a, b, n, o));
    same("times", 8L * n, (k, o) -> k.longs().times(a, b, n, o));
    for (long c : LONGS) {
      same("plus c", 8L * n, (k, o) -> k.longs().plus(a, c, n, o));
      same("minus c", 8L * n, (k, o) -> k.longs().minus(a, c, n, o));
      same("c minus", 8L * n, (k, o) -> k.longs().minus(c, a, n, o));
      same("times c", 8L * n, (k, o) -> k.longs().times(a, c, n, o));
    }
  }

  @Test
  void ints() {
    each((random, n) -> {
      MemorySegment a = memory(4L * n, 1);
      MemorySegment b = memory(4L * n, 7);
      for (int i = 0; i < n; i++) {
        a.set(Memory.INT, 4L * i, intValue(random));
        b.set(Memory.INT, 4L * i, intValue(random));
      }
      sameBits("equal", n, (k, o) -> run(() -> k.ints().equal(a, b, n, 0, o)));
      sameBits("less", n, (k, o) -> run(() -> k.ints().less(a, b, n, -1, o)));
      same("plus", 4L * n, (k, o) -> k.ints().plus(a, b, n, o));
      same("minus", 4L * n, (k, o) -> k.ints().minus(a, b, n, o));
      same("times", 4L * n, (k, o) -> k.ints().times(a, b, n, o));
      for (int c : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        sameBits("equal c", n, (k, o) -> run(() -> k.ints().equal(a, c, n, -1, o)));
        sameBits("less c", n, (k, o) -> run(() -> k.ints().less(a, c, n, 0, o)));
        sameBits("greater c", n, (k, o) -> run(() -> k.ints().greater(a, c, n, 0, o)));
        same("plus c", 4L * n, (k, o) -> k.ints().plus(a, c, n, o));
        same("minus c", 4L * n, (k, o) -> k.ints().minus(a, c, n, o));
        same("c minus", 4L * n, (k, o) -> k.ints().minus(c, a, n, o));
        same("times c", 4L * n, (k, o) -> k.ints().times(a, c, n, o));
      }
      return null;
    });
  }

  private static int intValue(SplittableRandom random) {
    return random.nextBoolean() ? (int) LONGS[random.nextInt(5)] : random.nextInt(-3, 3);
  }

  @Test
  void doubles() {
    each((random, n) -> {
      MemorySegment a = memory(8L * n, 3);
      MemorySegment b = memory(8L * n, 5);
      for (int i = 0; i < n; i++) {
        a.set(Memory.DOUBLE, 8L * i, DOUBLES[random.nextInt(DOUBLES.length)]);
        b.set(Memory.DOUBLE, 8L * i, DOUBLES[random.nextInt(DOUBLES.length)]);
      }
      for (long invert : new long[] {0, -1}) {
        sameBits("equal", n, (k, o) -> run(() -> k.doubles().equal(a, b, n, invert, o)));
        sameBits("less", n, (k, o) -> run(() -> k.doubles().less(a, b, n, invert, o)));
        for (double c : DOUBLES) {
          sameBits("equal c", n, (k, o) -> run(() -> k.doubles().equal(a, c, n, invert, o)));
          sameBits("less c", n, (k, o) -> run(() -> k.doubles().less(a, c, n, invert, o)));
          sameBits("greater c", n, (k, o) -> run(() -> k.doubles().greater(a, c, n, invert, o)));
        }
      }
      same("plus", 8L * n, (k, o) -> run(() -> k.doubles().plus(a, b, n, o)));
      same("minus", 8L * n, (k, o) -> run(() -> k.doubles().minus(a, b, n, o)));
      same("times", 8L * n, (k, o) -> run(() -> k.doubles().times(a, b, n, o)));
      same("divide", 8L * n, (k, o) -> run(() -> k.doubles().divide(a, b, n, o)));
      for (double c : DOUBLES) {
        same("plus c", 8L * n, (k, o) -> run(() -> k.doubles().plus(a, c, n, o)));
        same("minus c", 8L * n, (k, o) -> run(() -> k.doubles().minus(a, c, n, o)));
        same("c minus", 8L * n, (k, o) -> run(() -> k.doubles().minus(c, a, n, o)));
        same("times c", 8L * n, (k, o) -> run(() -> k.doubles().times(a, c, n, o)));
        same("divide c", 8L * n, (k, o) -> run(() -> k.doubles().divide(a, c, n, o)));
        same("c divide", 8L * n, (k, o) -> run(() -> k.doubles().divide(c, a, n, o)));
      }
      return null;
    });
  }

  @Test
  void floats() {
    each((random, n) -> {
      MemorySegment a = memory(4L * n, 3);
      MemorySegment b = memory(4L * n, 5);
      for (int i = 0; i < n; i++) {
        a.set(Memory.FLOAT, 4L * i, (float) DOUBLES[random.nextInt(DOUBLES.length)]);
        b.set(Memory.FLOAT, 4L * i, (float) DOUBLES[random.nextInt(DOUBLES.length)]);
      }
      sameBits("equal", n, (k, o) -> run(() -> k.floats().equal(a, b, n, 0, o)));
      sameBits("less", n, (k, o) -> run(() -> k.floats().less(a, b, n, -1, o)));
      same("plus", 4L * n, (k, o) -> run(() -> k.floats().plus(a, b, n, o)));
      same("minus", 4L * n, (k, o) -> run(() -> k.floats().minus(a, b, n, o)));
      same("times", 4L * n, (k, o) -> run(() -> k.floats().times(a, b, n, o)));
      same("divide", 4L * n, (k, o) -> run(() -> k.floats().divide(a, b, n, o)));
      for (double d : DOUBLES) {
        float c = (float) d;
        sameBits("equal c", n, (k, o) -> run(() -> k.floats().equal(a, c, n, 0, o)));
        sameBits("less c", n, (k, o) -> run(() -> k.floats().less(a, c, n, -1, o)));
        sameBits("greater c", n, (k, o) -> run(() -> k.floats().greater(a, c, n, 0, o)));
        same("plus c", 4L * n, (k, o) -> run(() -> k.floats().plus(a, c, n, o)));
        same("minus c", 4L * n, (k, o) -> run(() -> k.floats().minus(a, c, n, o)));
        same("c minus", 4L * n, (k, o) -> run(() -> k.floats().minus(c, a, n, o)));
        same("times c", 4L * n, (k, o) -> run(() -> k.floats().times(a, c, n, o)));
        same("divide c", 4L * n, (k, o) -> run(() -> k.floats().divide(a, c, n, o)));
        same("c divide", 4L * n, (k, o) -> run(() -> k.floats().divide(c, a, n, o)));
      }
      return null;
    });
  }

  @Test
  void orders() {
    each((random, n) -> {
      MemorySegment a = memory(8L * n, 3);
      MemorySegment b = memory(8L * n, 5);
      MemorySegment x = memory(4L * n, 1);
      MemorySegment y = memory(4L * n, 7);
      for (int i = 0; i < n; i++) {
        a.set(Memory.DOUBLE, 8L * i, DOUBLES[random.nextInt(DOUBLES.length)]);
        b.set(Memory.DOUBLE, 8L * i, DOUBLES[random.nextInt(DOUBLES.length)]);
        x.set(Memory.FLOAT, 4L * i, (float) DOUBLES[random.nextInt(DOUBLES.length)]);
        y.set(Memory.FLOAT, 4L * i, (float) DOUBLES[random.nextInt(DOUBLES.length)]);
      }
      sameBits("==", n, (k, o) -> run(() -> k.doubleOrder().equal(a, b, n, -1, o)));
      sameBits("<", n, (k, o) -> run(() -> k.doubleOrder().less(a, b, n, 0, o)));
      sameBits("<=", n, (k, o) -> run(() -> k.doubleOrder().lessOrEqual(a, b, n, 0, o)));
      sameBits("==", n, (k, o) -> run(() -> k.floatOrder().equal(x, y, n, -1, o)));
      sameBits("<", n, (k, o) -> run(() -> k.floatOrder().less(x, y, n, 0, o)));
      sameBits("<=", n, (k, o) -> run(() -> k.floatOrder().lessOrEqual(x, y, n, 0, o)));
      for (double c : DOUBLES) {
        float f = (float) c;
        sameBits("== c", n, (k, o) -> run(() -> k.doubleOrder().equal(a, c, n, -1, o)));
        sameBits("< c", n, (k, o) -> run(() -> k.doubleOrder().less(a, c, n, 0, o)));
        sameBits("<= c", n, (k, o) -> run(() -> k.doubleOrder().lessOrEqual(a, c, n, 0, o)));
        sameBits("> c", n, (k, o) -> run(() -> k.doubleOrder().greater(a, c, n, 0, o)));
        sameBits(">= c", n, (k, o) -> run(() -> k.doubleOrder().greaterOrEqual(a, c, n, 0, o)));
        sameBits("== c", n, (k, o) -> run(() -> k.floatOrder().equal(x, f, n, -1, o)));
        sameBits("< c", n, (k, o) -> run(() -> k.floatOrder().less(x, f, n, 0, o)));
        sameBits("<= c", n, (k, o) -> run(() -> k.floatOrder().lessOrEqual(x, f, n, 0, o)));
        sameBits("> c", n, (k, o) -> run(() -> k.floatOrder().greater(x, f, n, 0, o)));
        sameBits(">= c", n, (k, o) -> run(() -> k.floatOrder().greaterOrEqual(x, f, n, 0, o)));
      }
      return null;
    });
  }

  @Test
  void bytes() {
    each((random, length) -> {
      MemorySegment a = memory(length + 200L, 3);
      for (int i = 0; i < length; i++) {
        a.set(Memory.BYTE, i, (byte) random.nextInt(random.nextInt(9) == 0 ? 256 : 128));
      }
      for (int distance : new int[] {0, 1, 7, 100}) {
        byte first = a.get(Memory.BYTE, random.nextInt(length + 1));
        byte last = a.get(Memory.BYTE, random.nextInt(length + 1));
        same("pairs", 8, (k, to) -> k.bytes().pairs(a, length / 2, first, last, distance));
      }
      int start = random.nextInt(length / 2 + 1);
      same("isAscii", 8, (k, to) -> k.bytes().isAscii(a, start, length));
      same("isAscii", 8, (k, to) -> k.bytes().isAscii(a, length, length + 190L));
      same(
          "shift",
          length,
          (k, to) -> {
            k.bytes().shift(a, start, length - start, 'a', to, 3);
            return null;
          });
      return null;
    });
  }

  @Test
  void bits() {
    each((random, n) -> {
      for (int pattern = 0; pattern < 3; pattern++) {
        MemorySegment a = memory(Bitmaps.bytes(n), 1);
        MemorySegment b = memory(Bitmaps.bytes(n), 3);
        for (int i = 0; i < n; i++) {
          if (pattern == 1 || pattern == 2 && random.nextBoolean()) {
            Bitmaps.set(a, i);
          }
          if (random.nextBoolean()) {
            Bitmaps.set(b, i);
          }
        }
        sameBits("and", n, (k, o) -> run(() -> k.bits().and(a, b, n, o)));
        sameBits("and not", n, (k, o) -> run(() -> k.bits().andNot(a, b, n, o)));
        sameBits("or", n, (k, o) -> run(() -> k.bits().or(a, b, n, o)));
        sameBits("not", n, (k, o) -> run(() -> k.bits().not(a, n, o)));
        same("indices", 0, (k, o) -> indices(k, a, n));
      }
      return null;
    });
  }

  private static String indices(KernelProvider kernels, MemorySegment bits, int length) {
    int[] rows = new int[length + BitKernels.INDEX_SLACK];
    int size = kernels.bits().indices(Bitmaps.toWords(bits, length), rows);
    assertThat(size).isEqualTo(Bitmaps.count(bits, length));
    return Arrays.toString(Arrays.copyOf(rows, size));
  }

  private static boolean run(Runnable kernel) {
    kernel.run();
    return true;
  }
}
