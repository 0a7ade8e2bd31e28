package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The memory of the process as one segment. A loop that reads by addresses has no bounds of columns
 * to check, which takes a third of its code away; whoever calls it proves beforehand that all rows
 * lie within their columns. {@linkplain #CHECKED In checked mode} loops read by columns.
 */
public final class RawMemory {
  /** Offsets are addresses. */
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** Whether generated loops check each access: where this property is set, as in tests. */
  public static final boolean CHECKED = Boolean.getBoolean("io.sabot.checked");

  private RawMemory() {}
}
