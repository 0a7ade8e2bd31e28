package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The only column of a key, whose values are words already; there is no word for null. */
final class PackedWord extends PackedColumn {
  private final Field field;
  private final BufferAllocator allocator;

  PackedWord(Field field, RunContext context) {
    this.field = field;
    this.allocator = context.allocator();
  }

  @Override
  void learn(Column values) {}

  @Override
  boolean pays(long keys) {
    return true;
  }

  @Override
  int needed() {
    return Long.SIZE;
  }

  @Override
  int most() {
    return Long.SIZE;
  }

  @Override
  void settle(int bits) {}

  @Override
  int bits() {
    return Long.SIZE;
  }

  @Override
  Coder coder() {
    return new Coder() {
      private final long[] values = new long[KeyPacking.STEP];
      private @Nullable Column column;
      private long @Nullable [] valid;

      @Override
      public void open(Column other, long @Nullable [] otherValid) {
        column = other;
        valid = otherValid;
      }

      @Override
      public void code(int from, int count, int shift, long[] words, long[] signs) {
        KeyEncoding.words(column, from, count, values);
        System.arraycopy(values, 0, words, 0, count);
        if (valid != null) {
          RowBits.replaceNulls(valid, from, count, signs, -1);
        }
      }
    };
  }

  @Override
  Column unpack(RowIds codes) {
    return WordColumns.of(field, codes.array(), null, codes.size(), allocator);
  }

  @Override
  public void close() {}
}
