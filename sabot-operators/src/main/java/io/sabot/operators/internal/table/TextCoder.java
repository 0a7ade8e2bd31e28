package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Strings and binary: the code is the id of a value in a table, plus 1. */
final class TextCoder extends KeyCoder {
  private static final int SCRATCH = 12;

  private final BufferAllocator allocator;
  private final TextIndex index;
  private final long seed;
  private final TextStep step;
  private final int[] ids = new int[STEP];
  private final RowIds ignored = new RowIds(8);
  private byte[][] values = {};
  private final CodeMap map;
  private @Nullable Column encoded;
  private long @Nullable [] valid;

  TextCoder(RunContext context, Reservation reservation) {
    index = new TextIndex(context, reservation);
    seed = context.hashSeed();
    step = new TextStep(seed);
    map = new CodeMap(context.allocator());
    allocator = context.allocator();
  }

  @Override
  int bits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(index.size());
  }

  @Override
  void open(Column column, long @Nullable [] otherValid) {
    encoded = column.dictionary() == null ? null : column;
    if (encoded != null) {
      map.open(encoded);
    } else {
      step.open(column);
    }
    valid = otherValid;
  }

  @Override
  boolean code(int from, int count, long[] codes) {
    if (encoded != null) {
      map.find(encoded, from, count, ids, 0, this::learn, ignored);
    } else {
      load(step, valid, from, count, ids);
      index.findOrInsert(step, ids, 0, ignored);
    }
    ignored.clear();
    for (int i = 0; i < count; i++) {
      codes[i] = ids[i] + 1L;
    }
    return true;
  }

  private void learn(Column values, int count, int[] numbers, RowIds first) {
    step.open(values);
    load(step, LogicalValidity.of(values, allocator), 0, count, numbers);
    index.findOrInsert(step, numbers, 0, first);
  }

  private static void load(TextStep to, long @Nullable [] valid, int from, int count, int[] ids) {
    to.load(valid, from, 0, count);
    if (valid != null) {
      Arrays.fill(ids, -1);
    }
  }

  @Override
  Lookup lookup(Column looked, long @Nullable [] present) {
    TextStep own = new TextStep(seed);
    own.open(looked);
    int[] found = new int[STEP];
    return (from, count, codes) -> {
      load(own, present, from, count, found);
      index.find(own, found, 0);
      for (int i = 0; i < count; i++) {
        codes[i] = found[i] < 0 ? -1 : found[i] + 1L;
      }
      clearNulls(present, from, count, codes);
    };
  }

  @Override
  KeyCoder wider() {
    throw new IllegalStateException("holds every value");
  }

  @Override
  long recode(KeyCoder narrower, long code) {
    throw new IllegalStateException("is wider than none");
  }

  @Override
  void prepareToEncode() {
    values = new byte[index.size()][];
    MemorySegment scratch = MemorySegment.ofArray(new long[2]).asSlice(0, SCRATCH);
    index.visit(
        scratch,
        (id, bytes, start, length) ->
            values[id] = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  long encode(long code, GrowingBuffer to, long at) {
    if (code == 0) {
      return encodeNull(to, at);
    }
    byte[] value = values[(int) code - 1];
    to.ensure(at + 5 + value.length);
    to.segment().set(Memory.BYTE, at, (byte) 1);
    to.segment().set(Memory.INT, at + 1, value.length);
    MemorySegment.copy(value, 0, to.segment(), Memory.BYTE, at + 5, value.length);
    return at + 5 + value.length;
  }

  @Override
  public void close() {
    map.close();
    index.close();
  }
}
