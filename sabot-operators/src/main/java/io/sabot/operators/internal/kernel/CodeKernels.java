package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Looks up what a predicate says of each code of a dictionary. */
public final class CodeKernels {
  /** In an answer: the predicate is true. */
  public static final byte TRUE = 1;

  /** In an answer: it is not null. */
  public static final byte KNOWN = 2;

  private CodeKernels() {}

  /**
   * Writes the answer for each row's code as bits.
   *
   * @param codes the codes, none of them negative
   * @param width bytes of a code
   * @param validity a bit per row that has a code, or null where all have
   * @param answers one per code, and behind them the one for rows without a code
   * @param values gets whether the predicate is true
   * @param known gets whether it is not null
   */
  public static void lookUp(
      MemorySegment codes,
      int width,
      @Nullable MemorySegment validity,
      byte[] answers,
      int length,
      MemorySegment values,
      MemorySegment known) {
    int none = answers.length - 1;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int count = Math.min(64, length - first);
      long coded = validity == null ? -1 : Bitmaps.word(validity, w, length);
      long isTrue = 0;
      long isKnown = 0;
      for (int i = 0; i < count; i++) {
        int code = (coded >>> i & 1) == 0 ? none : code(codes, width, first + i);
        long answer = answers[code];
        isTrue |= (answer & TRUE) << i;
        isKnown |= (answer >>> 1) << i;
      }
      Bitmaps.putWord(values, w, length, isTrue);
      Bitmaps.putWord(known, w, length, isKnown);
    }
  }

  private static int code(MemorySegment codes, int width, long row) {
    return switch (width) {
      case 1 -> codes.get(Memory.BYTE, row) & 0xFF;
      case 2 -> codes.get(Memory.SHORT, row << 1) & 0xFFFF;
      case 4 -> codes.get(Memory.INT, row << 2);
      default -> (int) codes.get(Memory.LONG, row << 3);
    };
  }
}
