package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate with an object on the heap for each group that has seen a value. Its state is a
 * column of the bytes of those objects, none where there is no object.
 *
 * @param <S> the objects
 */
abstract class SketchAccumulator<S> implements Accumulator {
  private static final Field STATE =
      new Field("sketch", FieldType.notNullable(ArrowType.Binary.INSTANCE), null);

  /** An object of each group has at least a header and a place in the list. */
  private static final int OVERHEAD = 64;

  /** Results are made here. */
  protected final BufferAllocator allocator;

  private final Reservation reservation;
  private final List<@Nullable S> sketches = new ArrayList<>();
  private long held;

  SketchAccumulator(BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    this.reservation = reservation;
  }

  /** An object that has seen nothing. */
  abstract S create();

  /** An object that has seen what both have; either may be changed and given. */
  abstract S merged(S one, S other);

  abstract byte[] bytes(S sketch);

  abstract S ofBytes(byte[] bytes);

  /** Bytes on the heap, about. */
  abstract long heldBytes(S sketch);

  @Override
  public final void resize(int groups) {
    while (sketches.size() < groups) {
      sketches.add(null);
    }
  }

  /** The object of a group, null where it has seen no value. */
  final @Nullable S sketch(int group) {
    return sketches.get(group);
  }

  /** The object of a group that is about to see a value; {@link #settle} is called behind that. */
  final S begin(int group) {
    S sketch = sketches.get(group);
    if (sketch == null) {
      sketch = create();
      sketches.set(group, sketch);
      held += OVERHEAD;
    } else {
      held -= heldBytes(sketch);
    }
    return sketch;
  }

  /** Counts what an object takes that has seen a value. */
  final void settle(S sketch) {
    held += heldBytes(sketch);
  }

  /** Reserves what is held, and what is held no more. */
  final void reserve(long before) {
    reservation.grow(Math.max(0, held - before));
    reservation.shrink(Math.max(0, before - held));
  }

  final long held() {
    return held;
  }

  private void add(int group, S other) {
    S mine = sketches.get(group);
    if (mine == null) {
      sketches.set(group, other);
      held += OVERHEAD + heldBytes(other);
      return;
    }
    held -= heldBytes(mine);
    S both = merged(mine, other);
    sketches.set(group, both);
    held += heldBytes(both);
  }

  @Override
  public final void merge(Accumulator other, int[] groups) {
    SketchAccumulator<?> run = (SketchAccumulator<?>) other;
    long before = held;
    for (int i = 0; i < groups.length; i++) {
      if (run.sketches.get(i) != null) {
        // A copy: that of the other run may be merged into more than one group's, or be kept.
        add(groups[i], ofBytes(run.bytesOf(i)));
      }
    }
    reserve(before);
  }

  private byte[] bytesOf(int group) {
    S sketch = sketches.get(group);
    return sketch == null ? new byte[0] : bytes(sketch);
  }

  @Override
  public final List<Field> stateFields() {
    return List.of(STATE);
  }

  @Override
  public final List<Column> write(int[] groups, int count) {
    byte[][] values = new byte[count][];
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      values[i] = bytesOf(groups[i]);
      bytes += values[i].length;
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalStateException("the sketches of " + count + " groups have " + bytes);
    }
    ArrowBuf offsets = Memory.allocateZeroed(allocator, (count + 1L) << 2);
    ArrowBuf data;
    try {
      data = Memory.allocate(allocator, bytes);
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
    int end = 0;
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(
          values[i], 0, Memory.segment(data), ValueLayout.JAVA_BYTE, end, values[i].length);
      end += values[i].length;
      Memory.segment(offsets).set(Memory.INT, (i + 1L) << 2, end);
    }
    return List.of(Column.of(STATE, count, allocator.getEmpty(), offsets, data));
  }

  @Override
  public final void read(List<Column> state, int[] groups, int rows) {
    long before = held;
    MemorySegment offsets = state.getFirst().segment(1);
    MemorySegment data = state.getFirst().segment(2);
    for (int i = 0; i < rows; i++) {
      int from = offsets.get(Memory.INT, (long) i << 2);
      int end = offsets.get(Memory.INT, (i + 1L) << 2);
      if (end > from) {
        add(groups[i], ofBytes(data.asSlice(from, end - from).toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    reserve(before);
  }

  @Override
  public final void close() {
    sketches.clear();
    reservation.shrink(held);
    held = 0;
  }
}
