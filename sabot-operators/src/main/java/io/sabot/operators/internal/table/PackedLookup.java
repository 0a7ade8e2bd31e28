package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Looks keys up in packed words; keeps nothing that another lookup would see. */
final class PackedLookup {
  private static final int STEP = WordIndex.STEP;

  private final PackedForm form;
  private final KeyCoder.Lookup[] lookups;
  private final long[] @Nullable [] valid;
  private final boolean nullsMatch;
  private final long[] codes = new long[STEP];
  private final long[] words = new long[STEP];
  private final long[] signs = new long[STEP];
  private final int[] rest = new int[STEP];

  PackedLookup(
      PackedForm form, KeyTable.Nulls nulls, List<Column> keys, BufferAllocator allocator) {
    this.form = form;
    this.nullsMatch = nulls == KeyTable.Nulls.EQUAL;
    this.lookups = new KeyCoder.Lookup[keys.size()];
    this.valid = new long[keys.size()][];
    for (int i = 0; i < lookups.length; i++) {
      valid[i] = LogicalValidity.of(keys.get(i), allocator);
      lookups[i] = form.coders()[i].lookup(keys.get(i), valid[i]);
    }
  }

  void find(WordIndex index, int rows, int[] ids) {
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      load(from, count);
      index.find(words, count, ids, from, rest);
      for (int i = 0; i < count; i++) {
        ids[from + i] |= (int) (signs[i] >> 63);
      }
      excludeNulls(from, count, ids);
    }
  }

  private void load(int from, int count) {
    Arrays.fill(words, 0);
    Arrays.fill(signs, 0);
    for (int i = 0, shift = 0; i < lookups.length; shift += form.widths()[i], i++) {
      lookups[i].find(from, count, codes);
      PackedForm.or(codes, shift, words, count);
      PackedForm.or(codes, 0, signs, count);
    }
  }

  private void excludeNulls(int from, int count, int[] ids) {
    for (long[] present : valid) {
      if (!nullsMatch && present != null) {
        RowBits.setNulls(present, from, 0, count, ids, -1);
      }
    }
  }
}
