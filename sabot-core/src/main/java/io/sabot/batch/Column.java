package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of one Arrow array: a field, a length, buffers and children, laid out as {@link
 * Layout} says. It holds one reference to each of its buffers; {@link #close} gives them back, and
 * {@link #share} takes another set, so that any number of threads may hold the same memory. Kernels
 * get bounded {@link MemorySegment}s from it and never see this class.
 *
 * <p>A dictionary-encoded column carries its dictionary: its buffers are the indices, its {@link
 * #field} is the decoded one, and {@link Take#decode} spreads it. An index without a dictionary
 * (the batch came without one) is an ordinary column of the index type.
 *
 * <p>Buffers start at row 0 of the column: there is no offset. Offsets of variable-width columns
 * may start above 0.
 */
public final class Column implements AutoCloseable {
  private static final ArrowBuf[] NO_BUFFERS = {};
  private static final Column[] NO_CHILDREN = {};

  /** How many rows are null, for all columns that share their memory; -1 until it was counted. */
  private static final class Nulls {
    private int count = -1;
  }

  private final Field field;
  private final int length;
  private final ArrowBuf[] buffers;
  private final Column[] children;
  private final @Nullable Column dictionary;
  private final @Nullable ArrowType indexType;
  private final Nulls nulls;
  private boolean closed;

  private Column(
      Field field,
      int length,
      ArrowBuf[] buffers,
      Column[] children,
      @Nullable Column dictionary,
      @Nullable ArrowType indexType,
      Nulls nulls) {
    this.field = field;
    this.length = length;
    this.buffers = buffers;
    this.children = children;
    this.dictionary = dictionary;
    this.indexType = indexType;
    this.nulls = nulls;
  }

  /**
   * A column over buffers whose references, one each, pass to it. A validity buffer of capacity 0
   * means "no nulls".
   */
  public static Column of(Field field, int length, ArrowBuf... buffers) {
    return new Column(field, length, buffers, NO_CHILDREN, null, null, new Nulls());
  }

  /** A nested column; buffers and children pass to it. */
  public static Column nested(
      Field field, int length, List<ArrowBuf> buffers, List<Column> children) {
    return new Column(
        field,
        length,
        buffers.toArray(NO_BUFFERS),
        children.toArray(NO_CHILDREN),
        null,
        null,
        new Nulls());
  }

  /**
   * A dictionary-encoded column: {@code indices} (integer type) into {@code dictionary}, both
   * passed to it. {@code field} is the decoded field.
   */
  public static Column encoded(Field field, Column indices, Column dictionary) {
    return new Column(
        field,
        indices.length,
        indices.buffers,
        NO_CHILDREN,
        dictionary,
        indices.field.getType(),
        indices.nulls);
  }

  /** The logical field: name, type, nullability, metadata. */
  public Field field() {
    return field;
  }

  /** Rows. */
  public int length() {
    return length;
  }

  /** The type that lies in the buffers: the index type where there is a dictionary. */
  public ArrowType physicalType() {
    return indexType == null ? field.getType() : indexType;
  }

  /** The layout of the buffers. */
  public Layout layout() {
    return Layout.of(physicalType());
  }

  /** The dictionary that indices point into, still owned by this column, or null. */
  public @Nullable Column dictionary() {
    return dictionary;
  }

  /** How many buffers there are, validity included. */
  public int bufferCount() {
    return buffers.length;
  }

  /** A buffer, still owned by this column. Order as in the Arrow format: validity comes first. */
  public ArrowBuf buffer(int index) {
    return buffers[index];
  }

  /** How many children there are. */
  public int childCount() {
    return children.length;
  }

  /** A child, still owned by this column. */
  public Column child(int index) {
    return children[index];
  }

  /**
   * The bytes of a buffer, bounded by its capacity: reading past the end throws instead of
   * crashing. Valid until the column is closed.
   */
  public MemorySegment segment(int index) {
    return Memory.segment(buffers[index]);
  }

  /** The validity bitmap (bit set: not null), or null where no row is null. */
  public @Nullable MemorySegment validity() {
    return hasNulls() ? segment(0) : null;
  }

  /** Whether at least one row is null. Nulls within children do not count. */
  public boolean hasNulls() {
    return nullCount() > 0;
  }

  /** Null rows; counted once and remembered. Unions and run-end encoding have none of their own. */
  public int nullCount() {
    int known = nulls.count;
    if (known < 0) {
      known = countNulls();
      nulls.count = known;
    }
    return known;
  }

  private int countNulls() {
    Layout layout = layout();
    if (layout == Layout.NULL) {
      return length;
    }
    if (!layout.hasValidity() || length == 0 || buffers[0].capacity() == 0) {
      return 0;
    }
    MemorySegment valid = segment(0);
    return Bitmaps.areAllSet(valid, length) ? 0 : length - Bitmaps.count(valid, length);
  }

  /** Another column over the same memory; each is closed on its own. No byte is copied. */
  public Column share() {
    return renamed(field);
  }

  /**
   * As {@link #share}, under another field of the same type: a new name, nullability or metadata.
   */
  public Column renamed(Field other) {
    for (ArrowBuf buffer : buffers) {
      buffer.getReferenceManager().retain();
    }
    Column[] sharedChildren = new Column[children.length];
    for (int i = 0; i < children.length; i++) {
      sharedChildren[i] = children[i].share();
    }
    Column sharedDictionary = dictionary == null ? null : dictionary.share();
    return new Column(other, length, buffers, sharedChildren, sharedDictionary, indexType, nulls);
  }

  /**
   * The indices of this dictionary-encoded column into another dictionary, as long as its own,
   * which passes to the result. {@code decoded} is the field of the values.
   */
  public Column withDictionary(Field decoded, Column values) {
    for (ArrowBuf buffer : buffers) {
      buffer.getReferenceManager().retain();
    }
    return new Column(decoded, length, buffers, NO_CHILDREN, values, indexType, nulls);
  }

  /** Rows {@code start} to {@code start + count}, sharing memory wherever the layout allows. */
  public Column slice(int start, int count, org.apache.arrow.memory.BufferAllocator allocator) {
    return Slice.of(this, start, count, allocator);
  }

  /** Bytes held by the buffers of this column, its children and its dictionary. */
  public long bytes() {
    long sum = dictionary == null ? 0 : dictionary.bytes();
    for (ArrowBuf buffer : buffers) {
      sum += buffer.capacity();
    }
    for (Column child : children) {
      sum += child.bytes();
    }
    return sum;
  }

  /** Gives the references back. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (ArrowBuf buffer : buffers) {
      buffer.getReferenceManager().release();
    }
    for (Column child : children) {
      child.close();
    }
    if (dictionary != null) {
      dictionary.close();
    }
  }

  @Override
  public String toString() {
    return field + " × " + length;
  }
}
