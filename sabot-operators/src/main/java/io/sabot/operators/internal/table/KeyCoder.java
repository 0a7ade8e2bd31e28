package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Turns the values of one key column into small numbers, of which 0 is null. */
abstract sealed class KeyCoder implements AutoCloseable
    permits RangeCoder, DictionaryCoder, TextCoder {
  /** Rows coded at a time. */
  static final int STEP = WordIndex.STEP;

  /** The bits that its codes need so far. */
  abstract int bits();

  /** Looks at another column, which stays with the caller. */
  abstract void open(Column column, long @Nullable [] valid);

  /**
   * Codes the rows of a step, new values included; false where they need another coder, which
   * {@link #wider} gives.
   */
  abstract boolean code(int from, int count, long[] codes);

  /** Codes the rows of a step of one column, −1 where a value is unknown. */
  interface Lookup {
    void find(int from, int count, long[] codes);
  }

  /** Looks into a column, which stays with the caller. Several threads may have lookups. */
  abstract Lookup lookup(Column column, long @Nullable [] valid);

  /** A coder for the step that did not fit and all before; this one stays until it is closed. */
  abstract KeyCoder wider();

  /** The code here of a value that has a code in the coder this one is wider than. */
  abstract long recode(KeyCoder narrower, long code);

  /** Makes {@link #encode} possible for all codes there are. */
  abstract void prepareToEncode();

  /**
   * Writes the canonical bytes of a value, as {@link io.sabot.state.KeyEncoding} has them.
   *
   * @return where they end
   */
  abstract long encode(long code, GrowingBuffer to, long at);

  /** Sets the codes of null rows to 0. */
  static void clearNulls(long @Nullable [] valid, int from, int count, long[] codes) {
    if (valid != null) {
      RowBits.replaceNulls(valid, from, count, codes, 0);
    }
  }

  static long encodeWord(long word, GrowingBuffer to, long at) {
    to.ensure(at + 9);
    to.segment().set(Memory.BYTE, at, (byte) 1);
    to.segment().set(Memory.LONG, at + 1, word);
    return at + 9;
  }

  static long encodeNull(GrowingBuffer to, long at) {
    to.ensure(at + 1);
    MemorySegment bytes = to.segment();
    bytes.set(Memory.BYTE, at, (byte) 0);
    return at + 1;
  }

  @Override
  public abstract void close();
}
