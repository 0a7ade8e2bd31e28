package io.sabot.operators.internal.table;

import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * How several small numbers lie in one word: the coder of each column and the bits that its codes
 * have there, the first column's lowest.
 */
@SuppressWarnings("ArrayRecordComponent")
record PackedForm(KeyCoder[] coders, int[] widths) {
  /** For columns of these types, of which no value was seen. */
  static PackedForm empty(List<ArrowType> types, RunContext context, Reservation reservation) {
    KeyCoder[] coders = new KeyCoder[types.size()];
    for (int i = 0; i < coders.length; i++) {
      coders[i] =
          KeyEncoding.isWord(types.get(i))
              ? new RangeCoder(context, reservation)
              : new TextCoder(context, reservation);
    }
    return new PackedForm(coders, new int[coders.length]);
  }

  /**
   * A copy of these coders, with as many bits for each column as the codes of its coder have by
   * now.
   */
  static PackedForm of(KeyCoder[] coders) {
    return new PackedForm(coders.clone(), Arrays.stream(coders).mapToInt(KeyCoder::bits).toArray());
  }

  /** Whether words of this form hold the codes of these coders. */
  boolean holds(KeyCoder[] others) {
    for (int i = 0; i < coders.length; i++) {
      if (others[i] != coders[i] || coders[i].bits() > widths[i]) {
        return false;
      }
    }
    return true;
  }

  int bits() {
    return Arrays.stream(widths).sum();
  }

  /** Packs the codes of a step, column by column. */
  void pack(long[][] codes, int count, long[] words) {
    System.arraycopy(codes[0], 0, words, 0, count);
    for (int i = 1, shift = widths[0]; i < coders.length; shift += widths[i], i++) {
      or(codes[i], shift, words, count);
    }
  }

  static void or(long[] codes, int shift, long[] words, int count) {
    for (int i = 0; i < count; i++) {
      words[i] |= codes[i] << shift;
    }
  }

  private static long code(long word, int shift, int width) {
    return width == 0 ? 0 : word >>> shift & (1L << width) - 1;
  }

  /** Has coders that are new here learn what a word of the form before holds. */
  void learn(long word, PackedForm before) {
    for (int i = 0, shift = 0; i < coders.length; shift += before.widths[i], i++) {
      if (coders[i] != before.coders[i]) {
        coders[i].recode(before.coders[i], code(word, shift, before.widths[i]));
      }
    }
  }

  /** A word of the form before, in this one. */
  long repacked(long word, PackedForm before) {
    long repacked = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < coders.length; i++) {
      long code = code(word, from, before.widths[i]);
      boolean same = coders[i] == before.coders[i];
      repacked |= (same ? code : coders[i].recode(before.coders[i], code)) << to;
      from += before.widths[i];
      to += widths[i];
    }
    return repacked;
  }

  /** Makes {@link #encode} possible. */
  void prepareToEncode() {
    for (KeyCoder coder : coders) {
      coder.prepareToEncode();
    }
  }

  /** Writes the canonical bytes of the key in a word, and says how many they are. */
  long encode(long word, GrowingBuffer to) {
    long end = 0;
    for (int i = 0, shift = 0; i < coders.length; shift += widths[i], i++) {
      end = coders[i].encode(code(word, shift, widths[i]), to, end);
    }
    return end;
  }
}
