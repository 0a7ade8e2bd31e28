package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * One column of packed keys. It learns values from one thread, is told how many bits it has, and
 * then gives codes to any number of threads.
 */
abstract sealed class PackedColumn implements AutoCloseable
    permits PackedWord, PackedRange, PackedText {
  /**
   * A column for values of a field, or null where they are not packed.
   *
   * @param alone whether it has the whole word
   */
  static @Nullable PackedColumn of(
      Field field, boolean alone, RunContext context, Reservation reservation) {
    if (isWhole(field.getType())) {
      return alone ? new PackedWord(field, context) : new PackedRange(field, context);
    }
    return switch (field.getType()) {
      case ArrowType.Utf8 text -> new PackedText(field, context, reservation);
      case ArrowType.Binary bytes -> new PackedText(field, context, reservation);
      default -> null;
    };
  }

  /** Whether a value can be had back from its word: a float has several of one word. */
  private static boolean isWhole(ArrowType type) {
    return !(type instanceof ArrowType.FloatingPoint)
        && !(type instanceof ArrowType.ExtensionType)
        && Layout.of(type) != Layout.NULL
        && KeyEncoding.isWord(type);
  }

  /** Looks at values there are, before {@link #settle}; the column stays with the caller. */
  abstract void learn(Column values);

  /** Whether codes pay where the values seen come from so many different keys. */
  abstract boolean pays(long keys);

  /** The bits that the codes of what was seen take. */
  abstract int needed();

  /** More bits than these are of no use. */
  abstract int most();

  /** Says how many bits the codes have; no value that is seen later changes that. */
  abstract void settle(int bits);

  abstract int bits();

  /** Gives codes to one thread. */
  abstract Coder coder();

  /** See {@link KeyPacking#isReady}. */
  boolean isReady() {
    return true;
  }

  /**
   * The column of values with these codes, which passes to the caller; what the codes are after
   * that is left open.
   */
  abstract Column unpack(RowIds codes);

  @Override
  public abstract void close();

  /** Gives codes, one thread at a time. */
  interface Coder extends AutoCloseable {
    /** Whether columns may come dictionary-encoded. */
    default boolean takesCodes() {
      return false;
    }

    /** Looks at another column, which stays with the caller, and which rows hold a value. */
    void open(Column column, long @Nullable [] valid);

    /**
     * Adds the codes of a step of rows to their words.
     *
     * @param signs become negative for rows whose value has no code
     */
    void code(int from, int count, int shift, long[] words, long[] signs);

    @Override
    default void close() {}
  }
}
