package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.warm.WarmUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Kernels in two forms that give the same answers. A vector form that the just-in-time compiler has
 * not seen yet is hundreds of times slower than the scalar one: each kernel starts scalar, and when
 * it has seen enough rows its vector form is warmed beside the work and put in its place. Threads
 * that see the change late lose nothing but time.
 *
 * @param <K> the kernels of one family
 */
abstract class Warming<K> {
  /** Rows, or bytes of text, that a kernel goes over before its vector form is worth warming. */
  static final long WORTH_IT = 1 << 18;

  private final K scalar;
  private final Supplier<K> vector;
  private final AtomicReferenceArray<K> forms;
  private final long[] seen;
  private final Object[] keys;

  /**
   * Starts with the scalar form of all kernels.
   *
   * @param vector asked for on the thread that warms: loading it takes its time
   */
  Warming(K scalar, Supplier<K> vector, int kernels) {
    this.scalar = scalar;
    this.vector = vector;
    this.forms = new AtomicReferenceArray<>(kernels);
    this.seen = new long[kernels];
    this.keys = new Object[kernels];
    for (int kernel = 0; kernel < kernels; kernel++) {
      forms.setPlain(kernel, scalar);
      keys[kernel] = new Key(getClass().getSimpleName(), kernel);
    }
  }

  /** What {@link WarmUp} knows a kernel by. */
  private record Key(String family, int kernel) {}

  /** Calls the vector form of one kernel on scratch memory. */
  abstract void round(int kernel, K vector);

  /** How many kernels the family has. */
  final int kernels() {
    return keys.length;
  }

  /** The form in which a kernel goes over so many rows or bytes. */
  final K form(int kernel, long rows) {
    K form = forms.getPlain(kernel);
    if (form == scalar) {
      count(kernel, rows);
    }
    return form;
  }

  /** Counts of threads that overwrite each other come to the same a little later. */
  private void count(int kernel, long rows) {
    seen[kernel] += rows;
    if (seen[kernel] >= WORTH_IT) {
      warm(kernel);
    }
  }

  private void warm(int kernel) {
    WarmUp.start(
        keys[kernel],
        () -> round(kernel, vector.get()),
        () -> forms.setRelease(kernel, vector.get()));
  }

  /** Memory as batches have it, of which kernels make what they will. */
  static final class Scratch {
    static final int LENGTH = 1 << 14;

    /** Bits of all kinds. */
    static final MemorySegment A = Arena.global().allocate(LENGTH * 8L, 64);

    /** Zeros. */
    static final MemorySegment B = Arena.global().allocate(LENGTH * 8L, 64);

    static final MemorySegment TO = Arena.global().allocate(LENGTH * 8L, 64);
    static final long[] WORDS = new long[LENGTH / Long.SIZE];
    static final int[] ROWS = new int[LENGTH + BitKernels.INDEX_SLACK];

    static {
      for (int i = 0; i < LENGTH; i++) {
        A.setAtIndex(Memory.LONG, i, i * 0x9E37_79B9_7F4A_7C15L);
      }
      for (int i = 0; i < WORDS.length; i++) {
        WORDS[i] = A.getAtIndex(Memory.LONG, i);
      }
    }

    private Scratch() {}
  }
}
