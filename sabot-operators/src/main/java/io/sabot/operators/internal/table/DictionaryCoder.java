package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import org.jspecify.annotations.Nullable;

/** Words far apart: the code is the id of a word in a table, plus 1. */
final class DictionaryCoder extends KeyCoder {
  private final WordIndex index;
  private final long[] words = new long[STEP];
  private final int[] ids = new int[STEP];
  private final RowIds ignored = new RowIds(8);
  private long[] values = {};
  private @Nullable Column column;
  private long @Nullable [] valid;

  DictionaryCoder(RunContext context, Reservation reservation) {
    index = new WordIndex(context, reservation);
  }

  @Override
  int bits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(index.size());
  }

  @Override
  void open(Column other, long @Nullable [] otherValid) {
    column = other;
    valid = otherValid;
    index.expect(other.length());
  }

  @Override
  boolean code(int from, int count, long[] codes) {
    int present = present(column, valid, from, count, words);
    ignored.clear();
    index.findOrInsert(words, 0, present, ids, 0, ignored);
    spread(ids, valid, from, count, codes);
    return true;
  }

  /** Loads the words of rows that hold one. */
  private static int present(
      Column column, long @Nullable [] valid, int from, int count, long[] words) {
    KeyEncoding.words(column, from, count, words);
    int present = 0;
    for (int i = 0; i < count; i++) {
      words[present] = words[i];
      present += valid == null || RowBits.get(valid, from + i) ? 1 : 0;
    }
    return present;
  }

  private static void spread(
      int[] ids, long @Nullable [] valid, int from, int count, long[] codes) {
    int next = 0;
    for (int i = 0; i < count; i++) {
      boolean present = valid == null || RowBits.get(valid, from + i);
      codes[i] = present ? code(ids[next++]) : 0;
    }
  }

  private static long code(int id) {
    return id < 0 ? -1 : id + 1L;
  }

  @Override
  Lookup lookup(Column looked, long @Nullable [] present) {
    long[] lookedWords = new long[STEP];
    int[] found = new int[STEP];
    int[] rest = new int[STEP];
    return (from, count, codes) -> {
      int some = present(looked, present, from, count, lookedWords);
      index.find(lookedWords, some, found, 0, rest);
      spread(found, present, from, count, codes);
    };
  }

  @Override
  KeyCoder wider() {
    throw new IllegalStateException("holds every word");
  }

  @Override
  long recode(KeyCoder narrower, long code) {
    if (code == 0) {
      return 0;
    }
    words[0] = ((RangeCoder) narrower).word(code);
    ignored.clear();
    index.findOrInsert(words, 0, 1, ids, 0, ignored);
    return code(ids[0]);
  }

  @Override
  void prepareToEncode() {
    values = new long[index.size()];
    index.visit((word, id) -> values[id] = word);
  }

  @Override
  long encode(long code, GrowingBuffer to, long at) {
    return code == 0 ? encodeNull(to, at) : encodeWord(values[(int) code - 1], to, at);
  }

  @Override
  public void close() {
    index.close();
  }
}
