package io.sabot.operators.internal.join;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Build rows laid row by row, beside their columns: where there are so many that each value of a
 * pair would be fetched from far away, a row is fetched once. Threads that probe lay the pieces
 * between them; when all are there pairs are made from here.
 */
final class RowStore implements AutoCloseable {
  private static final int TILE = 512;

  /** Values fetched from far for each line of 64 bytes fetched instead. */
  private static final int WORTH = 2;

  private static final int LINE = 64;

  private final List<Batch> pieces;
  private final int[] starts;
  private final RowLayout layout;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final long bytes;
  private final ArrowBuf buffer;
  private final MemorySegment rows;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger laid = new AtomicInteger();
  private volatile boolean ready;

  private RowStore(
      Chunks chunks, RowLayout layout, BufferAllocator allocator, Reservation reservation) {
    this.pieces = chunks.pieces();
    this.starts = chunks.starts();
    this.layout = layout;
    this.allocator = allocator;
    this.reservation = reservation;
    this.bytes = (long) chunks.rows() * layout.stride() + LINE;
    reservation.grow(bytes);
    try {
      this.buffer = Memory.allocate(allocator, bytes);
    } catch (Throwable failure) {
      reservation.shrink(bytes);
      throw failure;
    }
    // A row that is as long as a line lies in one.
    this.rows = Memory.segment(buffer).asSlice(-buffer.memoryAddress() & LINE - 1);
  }

  /**
   * A store without rows yet for those of these columns that can be laid so; null where it would
   * not pay, or there is no memory for it.
   *
   * @param ordinals the columns that pairs need
   */
  static @Nullable RowStore of(
      Chunks chunks, List<Integer> ordinals, BufferAllocator allocator, Reservation reservation) {
    RowLayout layout = RowLayout.of(chunks, ordinals);
    if (layout.fetches() < WORTH * (layout.stride() / LINE + 1)) {
      return null;
    }
    try {
      return new RowStore(chunks, layout, allocator, reservation);
    } catch (MemoryLimitException refused) {
      return null;
    }
  }

  /** Lays a piece, unless none is left; any thread may. */
  boolean help() {
    if (ready) {
      return false;
    }
    int piece = next.getAndIncrement();
    if (piece >= pieces.size()) {
      return false;
    }
    lay(piece);
    ready = laid.incrementAndGet() == pieces.size();
    return true;
  }

  /** Whether all rows are laid. */
  boolean isReady() {
    return ready;
  }

  private void lay(int piece) {
    Batch batch = pieces.get(piece);
    for (int from = 0; from < batch.length(); from += TILE) {
      int end = Math.min(batch.length(), from + TILE);
      int first = from;
      Outlined.run(() -> lay(batch, piece, first, end));
    }
  }

  private void lay(Batch batch, int piece, int from, int end) {
    for (RowLayout.Slot slot : layout.slots()) {
      Column column = batch.column(slot.ordinal());
      RowWriter.write(slot, column, piece, from, end, rows, starts[piece], layout.stride());
    }
  }

  /** Whether a column is laid here. */
  boolean has(int ordinal) {
    return layout.slot(ordinal) != null;
  }

  /**
   * Gathers columns that {@link #has are here}, in the order of their ordinals; they pass to the
   * caller.
   *
   * @param fields of the columns that come out
   * @param ids of the rows; the null row gathers nulls
   */
  List<Column> take(List<Field> fields, List<Integer> ordinals, RowIds ids) {
    int[] numbers = ids.places();
    int count = ids.size();
    boolean alone = number(ids, numbers) < 0;
    List<RowReader> readers = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    try {
      for (int ordinal : ordinals) {
        RowLayout.Slot slot = layout.slot(ordinal);
        readers.add(new RowReader(rows, layout.stride(), slot, numbers, count, allocator));
        readers.getLast().open(alone);
      }
      for (int from = 0; from < count; from += TILE) {
        int first = from;
        int end = Math.min(count, from + TILE);
        Outlined.run(() -> read(readers, first, end));
      }
      for (int i = 0; i < fields.size(); i++) {
        Field field = fields.get(i);
        RowReader reader = readers.get(i);
        MemorySegment[] far = far(ordinals.get(i));
        columns.add(Outlined.get(() -> reader.finish(field, far)));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    } finally {
      readers.forEach(RowReader::close);
    }
  }

  private static void read(List<RowReader> readers, int from, int end) {
    for (RowReader reader : readers) {
      reader.read(from, end);
    }
  }

  /** Finds which row of all each is; negative where one is no row, as its number is then. */
  private int number(RowIds ids, int[] numbers) {
    int signs = 0;
    for (int i = 0; i < ids.size(); i++) {
      long id = ids.get(i);
      numbers[i] = id < 0 ? -1 : starts[RowIds.chunk(id)] + RowIds.row(id);
      signs |= numbers[i];
    }
    return signs;
  }

  private MemorySegment[] far(int ordinal) {
    MemorySegment[] far = new MemorySegment[layout.slot(ordinal).isLong() ? pieces.size() : 0];
    for (int i = 0; i < far.length; i++) {
      far[i] = pieces.get(i).column(ordinal).segment(2);
    }
    return far;
  }

  @Override
  public void close() {
    buffer.getReferenceManager().release();
    reservation.shrink(bytes);
  }
}
