package io.sabot.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The unit of work: columns of equal length, which of their rows count, and where they came from.
 * Whoever receives a batch closes it or passes it on. The {@code with…} methods pass it on: the
 * batch they are called on is spent.
 *
 * <p>Not thread-safe: one owner at a time. The columns beneath are.
 */
public final class Batch implements AutoCloseable {
  /** The sequence number of a batch that has no place in the order of a source. */
  public static final long NO_SEQUENCE = -1;

  private final Schema schema;
  private final List<Column> columns;
  private final int length;
  private final Selection selection;
  private final long sequence;

  private Batch(
      Schema schema, List<Column> columns, int length, Selection selection, long sequence) {
    this.schema = schema;
    this.columns = columns;
    this.length = length;
    this.selection = selection;
    this.sequence = sequence;
  }

  /**
   * A batch of all rows; the columns pass to it.
   *
   * @param length rows of each column, needed where there is none
   */
  public static Batch of(Schema schema, List<Column> columns, int length) {
    return new Batch(schema, List.copyOf(columns), length, Selection.ALL, NO_SEQUENCE);
  }

  /** The logical schema: dictionary-encoded columns show their decoded type. */
  public Schema schema() {
    return schema;
  }

  /** The columns, still owned by this batch. */
  public List<Column> columns() {
    return columns;
  }

  /** A column, still owned by this batch. */
  public Column column(int ordinal) {
    return columns.get(ordinal);
  }

  /** Rows of each column, selected or not. */
  public int length() {
    return length;
  }

  /** Rows that count. */
  public int rowCount() {
    return selection.count(length);
  }

  /** Which rows count. */
  public Selection selection() {
    return selection;
  }

  /** The number its source gave it, or {@link #NO_SEQUENCE}. */
  public long sequence() {
    return sequence;
  }

  /** Bytes held by the columns; shared memory is counted in each batch that shares it. */
  public long bytes() {
    return columns.stream().mapToLong(Column::bytes).sum();
  }

  /** The same rows under a selection of {@code length()} rows; spends this batch. */
  public Batch withSelection(Selection other) {
    return new Batch(schema, columns, length, other, sequence);
  }

  /** The same rows with a number from their source; spends this batch. */
  public Batch withSequence(long number) {
    return new Batch(schema, columns, length, selection, number);
  }

  /**
   * The same rows and selection over other columns; spends this batch <em>without closing its
   * columns</em>: each of them is either among {@code other} or closed by the caller.
   */
  public Batch withColumns(Schema otherSchema, List<Column> other) {
    return new Batch(otherSchema, List.copyOf(other), length, selection, sequence);
  }

  /** Another batch over the same memory. */
  public Batch share() {
    return new Batch(
        schema, columns.stream().map(Column::share).toList(), length, selection, sequence);
  }

  /**
   * The selected rows only; spends this batch. Where every row is selected the columns pass
   * untouched, buffers and all.
   */
  public Batch dense(BufferAllocator allocator) {
    return switch (selection) {
      case Selection.All all -> this;
      case Selection.Range range ->
          compact(
              range.end() - range.start(),
              column -> column.slice(range.start(), range.end() - range.start(), allocator));
      default -> {
        RowIds rows = RowIds.of(selection, length);
        yield compact(rows.size(), column -> Take.rows(column, rows, allocator));
      }
    };
  }

  /** As {@link #dense}, with dictionary-encoded columns decoded: what most operators work on. */
  public Batch flat(BufferAllocator allocator) {
    Batch batch = dense(allocator);
    for (Column column : batch.columns) {
      if (column.dictionary() != null) {
        return batch.compact(batch.length, encoded -> Take.decode(encoded, allocator));
      }
    }
    return batch;
  }

  /**
   * Rows {@code start} to {@code start + count} of the selected ones, sharing this batch's memory.
   */
  public Batch slice(int start, int count, BufferAllocator allocator) {
    return share().withSelection(selection.part(start, start + count, length)).dense(allocator);
  }

  private interface Step {
    Column of(Column column);
  }

  private Batch compact(int rows, Step step) {
    List<Column> compacted = new ArrayList<>(columns.size());
    try (this) {
      for (Column column : columns) {
        compacted.add(step.of(column));
      }
      return new Batch(schema, List.copyOf(compacted), rows, Selection.ALL, sequence);
    } catch (Throwable failure) {
      compacted.forEach(Column::close);
      throw failure;
    }
  }

  /** Closes the columns. Closing twice does nothing. */
  @Override
  public void close() {
    columns.forEach(Column::close);
  }

  @Override
  public String toString() {
    return "Batch of " + rowCount() + " rows " + schema.getFields();
  }
}
