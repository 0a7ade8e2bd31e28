package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyEncoding;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * An off-heap hash table from keys to dense ids: the first key is 0, the next new one 1, and so on.
 * Keys are compared in full, never by hash alone. Equality is that of {@link KeyEncoding}: null
 * equals null, NaN equals NaN, 0.0 equals −0.0, and types of one family compare by value.
 */
public abstract sealed class KeyTable implements AutoCloseable
    permits WordTable, TextTable, PackedTable, BytesTable {
  /** The most keys one table holds. */
  static final int LIMIT = 1 << 29;

  /** A table of fewer keys lies in a near cache: rows of such a one need not wait. */
  static final int MANY_KEYS = 1 << 16;

  /** What a null in a key means. */
  public enum Nulls {
    /** Null is a key of its own. */
    EQUAL,
    /** A key with a null in it is never in the table: its id is −1. */
    NEVER_MATCH
  }

  /** Columns of a word: each takes a bit at least. */
  private static final int MOST_PACKED = Long.SIZE;

  final BufferAllocator allocator;

  KeyTable(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** An empty table for keys of these types; the reservation stays with the caller. */
  public static KeyTable of(
      List<ArrowType> types, Nulls nulls, RunContext context, Reservation reservation) {
    if (types.isEmpty()
        || types.size() > MOST_PACKED
        || !types.stream().allMatch(KeyTable::isSimple)) {
      return new BytesTable(nulls, context, reservation);
    }
    if (types.size() > 1) {
      return new PackedTable(types, nulls, context, reservation);
    }
    return KeyEncoding.isWord(types.getFirst())
        ? new WordTable(nulls, context, reservation)
        : new TextTable(nulls, context, reservation);
  }

  private static boolean isSimple(ArrowType type) {
    return KeyEncoding.isWord(type)
        || switch (type.getTypeID()) {
          case Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView -> true;
          default -> false;
        };
  }

  /**
   * Looks keys up and adds the missing ones. Of dictionary-encoded strings each value is looked up
   * once, where that pays.
   *
   * @param keys columns of {@code rows} rows, which stay with the caller
   * @param ids receives the id of each row
   * @param added receives the row of each new key, in the order of their ids
   */
  public final void findOrInsert(List<Column> keys, int rows, int[] ids, RowIds added) {
    boolean ready = true;
    for (int i = 0; i < keys.size(); i++) {
      ready &= isReady(keys.get(i), i, rows);
    }
    if (ready) {
      insert(keys, rows, ids, added);
      return;
    }
    List<Column> decoded = new ArrayList<>();
    try {
      for (int i = 0; i < keys.size(); i++) {
        Column key = keys.get(i);
        decoded.add(isReady(key, i, rows) ? key.share() : Take.decode(key, allocator));
      }
      insert(decoded, rows, ids, added);
    } finally {
      decoded.forEach(Column::close);
    }
  }

  /**
   * Whether rows that come may wait until all are there, to be indexed {@link #atOnce}: there are
   * so many keys that it pays.
   */
  public boolean rowsMayWait() {
    return false;
  }

  /**
   * Takes all rows at once, in place of those that were added; null where it cannot. No more are
   * added then: ids may have gaps.
   *
   * @param keys of each key column the pieces of all rows, in order, which stay with the caller
   * @param target is told which rows have which key
   */
  public @Nullable RowsAtOnce atOnce(List<List<Column>> keys, RowsOfKeys target) {
    return null;
  }

  static boolean areFlat(List<Column> pieces) {
    return pieces.stream().allMatch(piece -> piece.dictionary() == null);
  }

  private boolean isReady(Column key, int place, int rows) {
    return key.dictionary() == null || takesCodes(place) && CodeMap.pays(key, rows);
  }

  /** Whether a key column may come dictionary-encoded to {@link #insert}. */
  abstract boolean takesCodes(int key);

  abstract void insert(List<Column> keys, int rows, int[] ids, RowIds added);

  /** Looks keys up, one thread at a time. */
  public interface Lookup {
    /**
     * Sets the id of the key of each row, −1 where it is missing.
     *
     * @param keys flat columns of {@code rows} rows, which stay with the caller
     */
    void find(List<Column> keys, int rows, int[] ids);
  }

  /**
   * For one thread more to look keys up, as long as this is open; any number of them may do so side
   * by side while none adds keys.
   */
  public abstract Lookup lookup();

  /** Keys in the table. */
  public abstract int size();

  /** The canonical bytes of all keys, in batches of one binary column that pass to the caller. */
  public abstract List<Batch> write(io.sabot.state.KeyGroups groups, int batchRows);

  /** Adds keys from one binary column of canonical bytes, which stays with the caller. */
  public abstract void read(Column encoded);

  @Override
  public abstract void close();
}
