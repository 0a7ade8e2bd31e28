package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.state.KeyGroups;
import io.sabot.state.XxHash64;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Collects canonical keys of some key groups into batches of one binary column. */
final class EncodedKeyWriter implements AutoCloseable {
  static final Field KEY =
      new Field("key", FieldType.notNullable(new ArrowType.LargeBinary()), null);
  static final Schema SCHEMA = new Schema(List.of(KEY));

  private final KeyGroups groups;
  private final int batchRows;
  private final BufferAllocator allocator;
  private final Reservation reservation = new MemoryBudget(Long.MAX_VALUE).reserve("snapshot");
  private final List<Batch> batches = new ArrayList<>();
  private final List<ArrowBuf> scratches = new ArrayList<>();
  private final GrowingBuffer bytes;
  private final GrowingBuffer offsets;
  private final GrowingBuffer key;
  private long end;
  private int rows;

  EncodedKeyWriter(KeyGroups groups, int batchRows, BufferAllocator allocator) {
    this.groups = groups;
    this.batchRows = batchRows;
    this.allocator = allocator;
    this.bytes = new GrowingBuffer(allocator, reservation);
    this.offsets = new GrowingBuffer(allocator, reservation);
    this.key = new GrowingBuffer(allocator, reservation);
  }

  /** Zeroed memory that lives as long as the writer. */
  MemorySegment scratch(int size) {
    scratches.add(Memory.allocateZeroed(allocator, size));
    return Memory.segment(scratches.getLast());
  }

  /** Adds a key where its group is wanted. */
  void add(MemorySegment from, long start, long length) {
    if (!groups.contains(KeyGroups.of(XxHash64.hash(from, start, length, 0)))) {
      return;
    }
    bytes.ensure(end + length);
    MemorySegment.copy(from, start, bytes.segment(), end, length);
    end += length;
    rows++;
    offsets.ensure((rows + 1L) << 3);
    offsets.segment().set(Memory.LONG, (long) rows << 3, end);
    if (rows == batchRows) {
      cut();
    }
  }

  /** Adds a key of one string or binary value where its group is wanted. */
  void addBytes(MemorySegment from, long start, int length) {
    key.ensure(5L + length);
    MemorySegment encoded = key.segment();
    encoded.set(Memory.BYTE, 0, (byte) 1);
    encoded.set(Memory.INT, 1, length);
    MemorySegment.copy(from, start, encoded, 5, length);
    add(encoded, 0, 5L + length);
  }

  private void cut() {
    ArrowBuf offsetCopy = copy(offsets.segment(), (rows + 1L) << 3);
    ArrowBuf byteCopy;
    try {
      byteCopy = copy(bytes.segment(), end);
    } catch (Throwable failure) {
      offsetCopy.getReferenceManager().release();
      throw failure;
    }
    Column column = Column.of(KEY, rows, allocator.getEmpty(), offsetCopy, byteCopy);
    batches.add(Batch.of(SCHEMA, List.of(column), rows));
    rows = 0;
    end = 0;
  }

  private ArrowBuf copy(MemorySegment from, long length) {
    ArrowBuf copy = Memory.allocate(allocator, length);
    MemorySegment.copy(from, 0, Memory.segment(copy), 0, length);
    return copy;
  }

  /** All batches; they pass to the caller. */
  List<Batch> finish() {
    if (rows > 0) {
      cut();
    }
    List<Batch> finished = List.copyOf(batches);
    batches.clear();
    return finished;
  }

  @Override
  public void close() {
    batches.forEach(Batch::close);
    scratches.forEach(buffer -> buffer.getReferenceManager().release());
    bytes.close();
    offsets.close();
    key.close();
  }
}
