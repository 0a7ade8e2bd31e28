package io.sabot.benchmarks;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Adds up all values of all rows that come, each row as a whole: in their order where that counts,
 * in any order otherwise. Columns are int32, int64, double or strings of at least eight bytes,
 * without nulls.
 */
final class RowSum {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final Order order;
  private long[] hashes = {};
  private long rows;
  private long sum;

  RowSum(Order order) {
    this.order = order;
  }

  /** Whether it counts in which order rows come. */
  enum Order {
    COUNTS,
    FREE
  }

  /** How many rows came, and what they add up to. */
  record Sum(long rows, long sum) {}

  Sum sum() {
    return new Sum(rows, sum);
  }

  void add(VectorSchemaRoot batch) {
    int count = batch.getRowCount();
    if (hashes.length < count) {
      hashes = new long[count];
    }
    Arrays.fill(hashes, 0, count, 0);
    for (FieldVector vector : batch.getFieldVectors()) {
      switch (vector) {
        case BigIntVector longs -> longs(Memory.segment(longs.getDataBuffer()), count);
        case IntVector ints -> ints(Memory.segment(ints.getDataBuffer()), count);
        case Float8Vector doubles -> longs(Memory.segment(doubles.getDataBuffer()), count);
        case VarCharVector texts ->
            texts(
                Memory.segment(texts.getOffsetBuffer()),
                Memory.segment(texts.getDataBuffer()),
                count);
        default -> throw new IllegalArgumentException(vector.getField().toString());
      }
    }
    long total = sum;
    for (int row = 0; row < count; row++) {
      long hash = hashes[row] ^ hashes[row] >>> 32;
      total = order == Order.COUNTS ? total * 31 + hash : total + hash * FACTOR;
    }
    sum = total;
    rows += count;
  }

  private void longs(MemorySegment values, int count) {
    for (int row = 0; row < count; row++) {
      mix(row, values.get(Memory.LONG, (long) row << 3));
    }
  }

  private void ints(MemorySegment values, int count) {
    for (int row = 0; row < count; row++) {
      mix(row, values.get(Memory.INT, (long) row << 2));
    }
  }

  /** By the first eight bytes and the last. */
  private void texts(MemorySegment offsets, MemorySegment bytes, int count) {
    for (int row = 0; row < count; row++) {
      int start = offsets.get(Memory.INT, (long) row << 2);
      int end = offsets.get(Memory.INT, (row + 1L) << 2);
      mix(row, bytes.get(Memory.LONG, start));
      mix(row, bytes.get(Memory.LONG, end - 8L) + end - start);
    }
  }

  private void mix(int row, long value) {
    hashes[row] = (hashes[row] + value) * FACTOR;
  }
}
