package io.sabot.batch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Makes every kind of memory segment known before the first kernel is compiled. The compiler trusts
 * that there is one kind while it knows of no other, and throws away whatever it has compiled on
 * this ground when another appears: all kernels at once, in the middle of the work, as soon as
 * anybody in the process maps a file or wraps an array. Kernels that are compiled with all kinds
 * known run as fast.
 */
final class SegmentKinds {
  /** Loaded by name: making one would take a file. A JDK without it has another, or none. */
  private static final String MAPPED = "jdk.internal.foreign.MappedMemorySegmentImpl";

  private SegmentKinds() {}

  static void load() {
    MemorySegment.ofArray(new byte[1]);
    MemorySegment.ofArray(new short[1]);
    MemorySegment.ofArray(new char[1]);
    MemorySegment.ofArray(new int[1]);
    MemorySegment.ofArray(new long[1]);
    MemorySegment.ofArray(new float[1]);
    MemorySegment.ofArray(new double[1]);
    Arena.ofAuto().allocate(1);
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      confined.allocate(1);
      shared.allocate(1);
    }
    loadMapped();
  }

  private static void loadMapped() {
    try {
      Class.forName(MAPPED, false, null);
    } catch (ClassNotFoundException other) {
      // Then kernels are compiled a second time when it comes.
    }
  }
}
