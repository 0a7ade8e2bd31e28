package io.sabot.benchmarks;

import io.sabot.batch.Bitmaps;
import io.sabot.operators.internal.kernel.BitKernels;
import io.sabot.operators.internal.kernel.ByteKernels;
import io.sabot.operators.internal.kernel.KernelProvider;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Single kernels, one of each family, in both forms, over one batch hot in cache: nanoseconds per
 * row, or per byte of text. Bitmaps have random bits, text has letters and one blank in sixteen.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KernelBenchmark.ROWS)
public class KernelBenchmark {
  static final int ROWS = 1 << 16;

  /** Which form. */
  @Param({"scalar", "vector"})
  public String form;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment doubles = arena.allocate(ROWS * 8L, 64);
  private final MemorySegment longs = arena.allocate(ROWS * 8L, 64);
  private final MemorySegment ints = arena.allocate(ROWS * 4L, 64);
  private final MemorySegment floats = arena.allocate(ROWS * 4L, 64);
  private final MemorySegment bits = arena.allocate(ROWS / 8, 64);
  private final MemorySegment others = arena.allocate(ROWS / 8, 64);
  private final MemorySegment text = arena.allocate(ROWS + 64, 64);
  private final MemorySegment to = arena.allocate(ROWS * 8L, 64);
  private final int[] rows = new int[ROWS + BitKernels.INDEX_SLACK];
  private long[] words = {};
  private KernelProvider kernels;

  /** Fills memory, and holds the form against the scalar one. */
  @Setup
  public void prepare() {
    kernels = form.equals("scalar") ? Kernels.scalar() : Kernels.vector();
    SplittableRandom random = new SplittableRandom(42);
    for (int row = 0; row < ROWS; row++) {
      doubles.setAtIndex(ValueLayout.JAVA_DOUBLE, row, random.nextDouble(100));
      longs.setAtIndex(ValueLayout.JAVA_LONG, row, random.nextInt());
      ints.setAtIndex(ValueLayout.JAVA_INT, row, random.nextInt(1000));
      floats.setAtIndex(ValueLayout.JAVA_FLOAT, row, random.nextInt(1000));
      text.set(ValueLayout.JAVA_BYTE, row, (byte) (row % 16 == 0 ? ' ' : 'a' + row % 26));
    }
    for (int word = 0; word < ROWS / 64; word++) {
      bits.setAtIndex(ValueLayout.JAVA_LONG, word, random.nextLong());
      others.setAtIndex(ValueLayout.JAVA_LONG, word, random.nextLong());
    }
    words = Bitmaps.toWords(bits, ROWS);
    requireEqual("indices", indices(), Bitmaps.count(bits, ROWS));
    long found = pairs();
    kernels = Kernels.scalar();
    requireEqual("pairs", found, pairs());
    kernels = form.equals("scalar") ? Kernels.scalar() : Kernels.vector();
  }

  private static void requireEqual(String kernel, long one, long other) {
    if (one != other) {
      throw new AssertionError(kernel + ": " + one + " is not " + other);
    }
  }

  /** A comparison with a constant. */
  @Benchmark
  public MemorySegment doubleGreater() {
    kernels.doubles().greater(doubles, 50, ROWS, 0, to);
    return to;
  }

  /** A product with a constant. */
  @Benchmark
  public MemorySegment doubleTimes() {
    kernels.doubles().times(doubles, 0.03, ROWS, to);
    return to;
  }

  /** A sum of two columns that cannot overflow. */
  @Benchmark
  public boolean longPlus() {
    return kernels.longs().plus(longs, longs, ROWS, to);
  }

  /** A comparison with a constant. */
  @Benchmark
  public MemorySegment intLess() {
    kernels.ints().less(ints, 500, ROWS, 0, to);
    return to;
  }

  /** A product of two columns. */
  @Benchmark
  public MemorySegment floatTimes() {
    kernels.floats().times(floats, floats, ROWS, to);
    return to;
  }

  /** A comparison as Java has it. */
  @Benchmark
  public MemorySegment javaLess() {
    kernels.doubleOrder().less(doubles, 50, ROWS, 0, to);
    return to;
  }

  /** Two bitmaps. */
  @Benchmark
  public MemorySegment bitsAnd() {
    kernels.bits().and(bits, others, ROWS, to);
    return to;
  }

  /** Every second bit to its row. */
  @Benchmark
  public int indices() {
    return kernels.bits().indices(words, rows);
  }

  /** Places of two bytes. */
  @Benchmark
  public long pairs() {
    ByteKernels bytes = kernels.bytes();
    long found = 0;
    for (int at = 0; at < ROWS; at += ByteKernels.BLOCK) {
      found += Long.bitCount(bytes.pairs(text, at, (byte) 'c', (byte) 'h', 5));
    }
    return found;
  }

  /** Letters to upper case. */
  @Benchmark
  public MemorySegment upper() {
    kernels.bytes().shift(text, 0, ROWS, 'a', to, 0);
    return to;
  }

  /** Text that is ASCII. */
  @Benchmark
  public boolean isAscii() {
    return kernels.bytes().isAscii(text, 0, ROWS);
  }

  /** Gives memory back. */
  @TearDown
  public void close() {
    arena.close();
  }
}
