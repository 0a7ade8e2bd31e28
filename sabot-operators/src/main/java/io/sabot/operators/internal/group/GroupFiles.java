package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.StateRows;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import io.sabot.state.KeyGroups;
import io.sabot.state.PartitionHash;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Groups on disk, in partitions by some bits of the hash of their key. A key may lie there several
 * times, each time with what was known of it when memory was short. Thread-safe.
 */
final class GroupFiles implements AutoCloseable {
  private static final int BITS = 6;
  private static final int PARTITIONS = 1 << BITS;

  /** The bits above choose key groups and the parts of groups that runs share. */
  private static final int FIRST_BIT = 57;

  /** As many times can partitions be divided. */
  static final int LEVELS = FIRST_BIT / BITS;

  /** Groups written at a time. */
  private static final int STEP = 1 << 20;

  private final GroupShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final int level;
  private final @Nullable SpillFile[] files = new SpillFile[PARTITIONS];
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean used;

  GroupFiles(GroupShape shape, RunContext context, int level) {
    this.shape = shape;
    this.context = context;
    this.level = level;
    this.reservation = context.reserve("groups");
  }

  /** How often the partition was divided that these are of. */
  int level() {
    return level;
  }

  boolean isUsed() {
    return used;
  }

  /** One thread at a time writes; waits for its turn. */
  void begin() {
    turn.lock();
  }

  /** As {@link #begin}, but false where somebody writes, be it this thread. */
  boolean tryBegin() {
    return !turn.isHeldByCurrentThread() && turn.tryLock();
  }

  /** Ends what {@link #begin} or {@link #tryBegin} began. */
  void end() {
    turn.unlock();
  }

  /** Bytes of the largest partition. */
  synchronized long largest() {
    return Arrays.stream(files)
        .filter(Objects::nonNull)
        .mapToLong(SpillFile::bytes)
        .max()
        .orElse(0);
  }

  /** The files of all partitions, null where one is empty; they stay with this. */
  synchronized @Nullable SpillFile[] files() {
    return files.clone();
  }

  /**
   * Writes all groups, which stay as they are, by the keys they have.
   *
   * @param packed what knows the keys of packed groups, or null where they are not packed
   */
  synchronized void write(Groups groups, @Nullable UnpackedState packed) {
    if (groups.count() == 0) {
      return;
    }
    used = true;
    byte[] partitions = partitions(groups, packed);
    int[] starts = starts(partitions);
    int[] order = order(partitions, starts);
    GroupShape written = packed == null ? shape : packed.shape();
    GroupState state = new GroupState(written, context, groups);
    for (int from = 0; from < order.length; from += STEP) {
      int end = Math.min(from + STEP, order.length);
      int[] some = Arrays.copyOfRange(order, from, end);
      try (Batch rows = packed == null ? state.rows(some) : packed.unpack(state.rows(some))) {
        for (int p = 0; p < PARTITIONS; p++) {
          write(p, rows, Math.max(starts[p], from) - from, Math.min(starts[p + 1], end) - from);
        }
      }
    }
  }

  /** Reads the groups of some key groups; they pass to the list. */
  synchronized void read(KeyGroups wanted, List<Batch> to) {
    if (shape.keyCount == 0 && !wanted.contains(0)) {
      return;
    }
    int[] keys = IntStream.range(0, shape.keyCount).toArray();
    for (SpillFile file : files) {
      if (file == null) {
        continue;
      }
      try (SpillReader reader = file.read()) {
        for (Batch next = reader.next(); next != null; next = reader.next()) {
          try (Batch rows = next) {
            RowIds chosen =
                StateRows.inGroups(
                    rows, keys, keys.length == 0 ? KeyGroups.ALL : wanted, context.allocator());
            if (chosen.size() > 0) {
              to.add(
                  Batch.of(
                      rows.schema(),
                      StateRows.take(rows, chosen, context.allocator()),
                      chosen.size()));
            }
          }
        }
      }
    }
  }

  private byte[] partitions(Groups groups, @Nullable UnpackedState packed) {
    byte[] partitions = new byte[groups.count()];
    int next = 0;
    for (Batch piece : groups.keys().pieces()) {
      for (long hash : packed == null ? hashes(piece.columns(), piece) : hashes(piece, packed)) {
        partitions[next++] = (byte) (hash >>> FIRST_BIT - BITS * (level + 1) & PARTITIONS - 1);
      }
    }
    return partitions;
  }

  private long[] hashes(Batch piece, UnpackedState packed) {
    List<Column> keys = packed.keys(piece.column(0));
    try {
      return hashes(keys, piece);
    } finally {
      keys.forEach(Column::close);
    }
  }

  private long[] hashes(List<Column> keys, Batch piece) {
    return PartitionHash.of(keys, piece.length(), context.allocator());
  }

  private static int[] starts(byte[] partitions) {
    int[] starts = new int[PARTITIONS + 1];
    for (byte partition : partitions) {
      starts[partition + 1]++;
    }
    for (int p = 0; p < PARTITIONS; p++) {
      starts[p + 1] += starts[p];
    }
    return starts;
  }

  /** The numbers of the groups, those of a partition side by side. */
  private static int[] order(byte[] partitions, int[] starts) {
    int[] next = starts.clone();
    int[] order = new int[partitions.length];
    for (int i = 0; i < partitions.length; i++) {
      order[next[partitions[i]]++] = i;
    }
    return order;
  }

  private void write(int partition, Batch rows, int from, int end) {
    if (from >= end) {
      return;
    }
    SpillFile file = files[partition];
    if (file == null) {
      file = context.spillFile(rows.schema(), reservation);
      files[partition] = file;
    }
    try (Batch part = rows.slice(from, end - from, context.allocator())) {
      file.write(part);
    }
    if (level > 0) {
      file.rest();
    }
  }

  @Override
  public synchronized void close() {
    for (SpillFile file : files) {
      if (file != null) {
        file.close();
      }
    }
    reservation.close();
  }
}
