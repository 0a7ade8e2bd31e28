package io.sabot.state;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A value that is a range of encoded child rows behind a head. */
final class RangePart implements KeyPart {
  /** What stands before the children of a row that is not null. */
  enum Head {
    /** Nothing: the child brings its own marker. */
    NONE(0),
    /** The marker. */
    MARKER(1),
    /** The marker and the number of child rows. */
    COUNT(5);

    private final int bytes;

    Head(int bytes) {
      this.bytes = bytes;
    }
  }

  private final @Nullable MemorySegment validity;
  private final Head head;
  private final int[] starts;
  private final int[] counts;
  private final EncodedKeys children;

  RangePart(
      @Nullable MemorySegment validity,
      Head head,
      int[] starts,
      int[] counts,
      EncodedKeys children) {
    this.validity = validity;
    this.head = head;
    this.starts = starts;
    this.counts = counts;
    this.children = children;
  }

  @Override
  public void measure(long[] lengths, int rows) {
    for (int i = 0; i < rows; i++) {
      lengths[i] += KeyParts.valid(validity, i) ? head.bytes + bytes(i) : 1;
    }
  }

  private long bytes(int row) {
    long[] offsets = children.offsets();
    return offsets[starts[row] + counts[row]] - offsets[starts[row]];
  }

  @Override
  public void write(MemorySegment to, long[] cursors, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = cursors[i];
      if (!KeyParts.valid(validity, i)) {
        to.set(Memory.BYTE, at, (byte) 0);
        cursors[i] = at + 1;
        continue;
      }
      if (head != Head.NONE) {
        to.set(Memory.BYTE, at, (byte) 1);
      }
      if (head == Head.COUNT) {
        to.set(Memory.INT, at + 1, counts[i]);
      }
      long from = children.offsets()[starts[i]];
      long length = bytes(i);
      BytesPart.copy(children.bytes(), from, to, at + head.bytes, length);
      cursors[i] = at + head.bytes + length;
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
