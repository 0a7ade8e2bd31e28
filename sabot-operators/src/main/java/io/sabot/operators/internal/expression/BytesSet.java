package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.expression.Constant;
import io.sabot.operators.internal.kernel.ByteRows;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Strings or byte strings in an open hash table, at most half full: rows are hashed and compared
 * where they lie.
 */
record BytesSet(MemorySegment @Nullable [] slots, boolean hasNull) implements ConstantSet {
  static BytesSet of(List<Constant> values, boolean hasNull) {
    MemorySegment[] slots = new MemorySegment[Integer.highestOneBit(values.size() * 2 + 1) * 2];
    for (Constant value : values) {
      add(slots, MemorySegment.ofArray(bytes(value)));
    }
    return new BytesSet(slots, hasNull);
  }

  private static byte[] bytes(Constant constant) {
    String text = (String) ConstantSet.value(constant);
    return constant.type() instanceof ArrowType.Binary
        ? HexFormat.of().parseHex(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static void add(MemorySegment[] slots, MemorySegment bytes) {
    int slot = find(slots, bytes, 0, bytes.byteSize());
    slots[slot] = bytes;
  }

  /** The slot of equal bytes, or the free one where they would be. */
  private static int find(MemorySegment[] slots, MemorySegment data, long start, long length) {
    int mask = slots.length - 1;
    int slot = hash(data, start, length) & mask;
    while (slots[slot] != null && !isEqual(slots[slot], data, start, length)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static boolean isEqual(MemorySegment one, MemorySegment data, long start, long length) {
    return one.byteSize() == length
        && MemorySegment.mismatch(one, 0, length, data, start, start + length) < 0;
  }

  private static int hash(MemorySegment data, long start, long length) {
    long hash = length;
    long at = 0;
    for (; at + 8 <= length; at += 8) {
      hash = (hash ^ data.get(Memory.LONG, start + at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < length; at++) {
      hash = (hash ^ data.get(Memory.BYTE, start + at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ hash >>> 16);
  }

  @Override
  public Reader read(Frame frame, Operand values) {
    return new Bytes(slots, Comparison.rows(values));
  }

  private record Bytes(MemorySegment @Nullable [] slots, ByteRows rows) implements Reader {
    @Override
    public long members(int first, long open) {
      long members = 0;
      for (long rest = open; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        rows.at(first + bit);
        boolean isMember = slots[find(slots, rows.data(), rows.start(), rows.length())] != null;
        members |= (isMember ? 1L : 0L) << bit;
      }
      return members;
    }

    @Override
    public void close() {
      // The rows are lent.
    }
  }
}
