package io.sabot.operators.internal.table;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for the values of a dictionary, by code: each value that rows have is
 * looked up once, however many rows have it. It lasts from batch to batch while they share their
 * dictionary.
 */
final class CodeMap implements AutoCloseable {
  private static final int STEP = WordIndex.STEP;

  /** No table gives this number. */
  private static final int UNKNOWN = Integer.MIN_VALUE;

  /** A dictionary may have so many values for each row at hand, all of which may need a place. */
  private static final int VALUES_PER_ROW = 16;

  /** Numbers values that were not seen with this dictionary. */
  interface Learner {
    /**
     * Sets the number of each value.
     *
     * @param values a flat column of {@code count} values and maybe a null, each once; at most
     *     {@link WordIndex#STEP}
     * @param first receives the place of each value that is new to the table, too, in the order of
     *     their numbers
     */
    void learn(Column values, int count, int[] numbers, RowIds first);
  }

  private final BufferAllocator allocator;
  private final int[] codes = new int[STEP];
  private final int[] places = new int[STEP];
  private final int[] learned = new int[STEP];
  private final RowIds wanted = new RowIds(8);
  private final RowIds first = new RowIds(8);

  /** By code; the last one stands for rows without a code. */
  private int[] numbers = {};

  private @Nullable Column dictionary;

  CodeMap(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Whether numbers by code pay for so many rows; other columns are decoded. */
  static boolean pays(Column key, int rows) {
    return key.dictionary() != null
        && key.dictionary().length() <= (long) VALUES_PER_ROW * rows
        && Layout.width(key.physicalType()) <= Integer.BYTES;
  }

  /** Looks at the dictionary of a column; what is known of another one is forgotten. */
  void open(Column encoded) {
    Column other = encoded.dictionary();
    if (dictionary != null && isSame(dictionary, other)) {
      return;
    }
    close();
    dictionary = other.share();
    int size = other.length() + 1;
    numbers = numbers.length < size ? new int[size] : numbers;
    Arrays.fill(numbers, 0, size, UNKNOWN);
  }

  /** Memory that is held is not used for anything else: the same addresses are the same values. */
  private static boolean isSame(Column one, Column other) {
    if (one.length() != other.length() || one.bufferCount() != other.bufferCount()) {
      return false;
    }
    for (int i = 0; i < one.bufferCount(); i++) {
      if (one.buffer(i).capacity() != other.buffer(i).capacity()
          || one.buffer(i).memoryAddress() != other.buffer(i).memoryAddress()) {
        return false;
      }
    }
    return one.childCount() == 0 && one.physicalType().equals(other.physicalType());
  }

  /**
   * Sets {@code to[base + i]} for {@code count} rows from {@code from} on, at most {@link
   * WordIndex#STEP}, of a column that was opened.
   *
   * @param added receives {@code base + i} of the first row of each value that is new to the table
   */
  void find(
      Column encoded, int from, int count, int[] to, int base, Learner learner, RowIds added) {
    Outlined.run(() -> load(encoded, from, count));
    if (!look(codes, numbers, count, to, base)) {
      learn(encoded, count, base, learner, added);
      look(codes, numbers, count, to, base);
    }
  }

  private void load(Column encoded, int from, int count) {
    MemorySegment indices = encoded.segment(1);
    switch (Layout.width(encoded.physicalType())) {
      case 1 -> bytes(indices, from, count, codes);
      case 2 -> shorts(indices, from, count, codes);
      default -> ints(indices, from, count, codes);
    }
    MemorySegment validity = encoded.validity();
    if (validity != null) {
      int ofNull = dictionary.length();
      for (int i = 0; i < count; i++) {
        codes[i] = Bitmaps.get(validity, from + i) ? codes[i] : ofNull;
      }
    }
  }

  private static void bytes(MemorySegment indices, int from, int count, int[] codes) {
    for (int i = 0; i < count; i++) {
      codes[i] = indices.get(Memory.BYTE, (long) from + i) & 0xFF;
    }
  }

  private static void shorts(MemorySegment indices, int from, int count, int[] codes) {
    for (int i = 0; i < count; i++) {
      codes[i] = indices.get(Memory.SHORT, (long) from + i << 1) & 0xFFFF;
    }
  }

  private static void ints(MemorySegment indices, int from, int count, int[] codes) {
    for (int i = 0; i < count; i++) {
      codes[i] = indices.get(Memory.INT, (long) from + i << 2);
    }
  }

  /** False where a number is missing. */
  private static boolean look(int[] codes, int[] numbers, int count, int[] to, int base) {
    int least = 0;
    for (int i = 0; i < count; i++) {
      int number = numbers[codes[i]];
      least = Math.min(least, number);
      to[base + i] = number;
    }
    return least != UNKNOWN;
  }

  private void learn(Column encoded, int count, int base, Learner learner, RowIds added) {
    int found = want(count);
    try (Column values = Take.rows(encoded.field(), List.of(dictionary), wanted, allocator)) {
      first.clear();
      learner.learn(values, found, learned, first);
    } catch (Throwable failure) {
      for (int i = 0; i < found; i++) {
        numbers[codes[places[i]]] = UNKNOWN;
      }
      throw failure;
    }
    for (int i = 0; i < found; i++) {
      numbers[codes[places[i]]] = learned[i];
    }
    for (int i = 0; i < first.size(); i++) {
      added.add(base + places[(int) first.get(i)]);
    }
  }

  /** Notes the first row of each code without a number. */
  private int want(int count) {
    wanted.clear();
    for (int i = 0; i < count; i++) {
      int code = codes[i];
      if (numbers[code] == UNKNOWN) {
        numbers[code] = 0;
        places[wanted.size()] = i;
        wanted.add(code == dictionary.length() ? RowIds.NULL_ROW : code);
      }
    }
    return wanted.size();
  }

  @Override
  public void close() {
    if (dictionary != null) {
      dictionary.close();
      dictionary = null;
    }
  }
}
