package io.sabot.operators.internal.distinct;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.join.PlaceMerge;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.Coalescer;
import io.sabot.operators.internal.row.Gather;
import io.sabot.operators.internal.row.Places;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import io.sabot.state.KeyGroups;
import io.sabot.state.PartitionHash;
import io.sabot.state.XxHash64;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were given and rows that wait, on disk, in partitions by the hash of the key. Whether a
 * row is the first of its key is found partition by partition; the first rows are put in the order
 * of the input by the places they carry.
 */
final class SpilledDistinct implements AutoCloseable {
  private static final int PARTITION_BITS = 8;
  private static final int PARTITIONS = 1 << PARTITION_BITS;

  private final DistinctShape shape;
  private final RunContext context;
  private final Schema placed;
  private final Reservation reservation;
  private final Coalescer small;
  private final @Nullable SpillFile[] keys = new SpillFile[PARTITIONS];
  private final Files rows = new Files();
  private final Files firsts = new Files();
  private @Nullable PlaceMerge merge;
  private int limit;
  private long place;

  SpilledDistinct(DistinctShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.placed = Places.schema(shape.schema());
    this.reservation = context.reserve("rows");
    this.small = new Coalescer(placed, context, this::divide);
  }

  /** A file for each partition that has rows, with their places. */
  private final class Files implements AutoCloseable {
    private final @Nullable SpillFile[] files = new SpillFile[PARTITIONS];

    void write(int partition, Batch batch) {
      SpillFile file = files[partition];
      if (file == null) {
        file = context.spillFile(placed, reservation);
        files[partition] = file;
      }
      file.write(batch);
    }

    List<SpillFile> used() {
      return Arrays.stream(files).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {
      for (int p = 0; p < PARTITIONS; p++) {
        closeAt(files, p);
      }
    }
  }

  private static void closeAt(@Nullable SpillFile[] files, int partition) {
    SpillFile file = files[partition];
    files[partition] = null;
    if (file != null) {
      file.close();
    }
  }

  /** Files that are not written now need no descriptor. */
  private static void rest(@Nullable SpillFile[] files) {
    for (SpillFile file : files) {
      if (file != null) {
        file.rest();
      }
    }
  }

  private static int partition(long hash) {
    return (int) (hash >>> Long.SIZE - PARTITION_BITS);
  }

  /** Writes keys of which the first rows were given; the table stays with the caller. */
  void remember(KeyTable table) {
    List<Batch> written = table.write(KeyGroups.ALL, context.options().batchRows());
    try {
      for (Batch batch : written) {
        remember(batch);
      }
    } finally {
      written.forEach(Batch::close);
    }
    rest(keys);
  }

  private void remember(Batch encoded) {
    Column key = encoded.column(0);
    MemorySegment offsets = key.segment(1);
    long[] hashes = new long[encoded.length()];
    for (int row = 0; row < hashes.length; row++) {
      long start = offsets.get(Memory.LONG, (long) row << 3);
      long end = offsets.get(Memory.LONG, (row + 1L) << 3);
      hashes[row] = XxHash64.hash(key.segment(2), start, end - start, 0);
    }
    RowIds[] parts = parts(hashes);
    for (int p = 0; p < PARTITIONS; p++) {
      if (parts[p].size() > 0) {
        SpillFile file = keys[p];
        if (file == null) {
          file = context.spillFile(encoded.schema(), reservation);
          keys[p] = file;
        }
        try (Batch part =
            Gather.rows(encoded.schema(), List.of(encoded), parts[p], context.allocator())) {
          file.write(part);
        }
      }
    }
  }

  private static RowIds[] parts(long[] hashes) {
    RowIds[] parts = new RowIds[PARTITIONS];
    for (int p = 0; p < PARTITIONS; p++) {
      parts[p] = new RowIds(hashes.length / PARTITIONS);
    }
    for (int row = 0; row < hashes.length; row++) {
      parts[partition(hashes[row])].add(row);
    }
    return parts;
  }

  /** Adds rows behind all others; the dense batch passes to this. */
  void add(Batch dense) {
    int count = dense.length();
    small.add(Places.add(dense, place, context.allocator()));
    place += count;
  }

  private void divide(Batch batch) {
    try (Batch flat = batch.flat(context.allocator())) {
      long[] hashes = PartitionHash.of(shape.keysOf(flat), flat.length(), context.allocator());
      RowIds[] parts = parts(hashes);
      for (int p = 0; p < PARTITIONS; p++) {
        if (parts[p].size() > 0) {
          try (Batch part = Gather.rows(placed, List.of(flat), parts[p], context.allocator())) {
            rows.write(p, part);
          }
        }
      }
    }
  }

  /** Finds the first rows of all that wait: {@link #next} gives them. */
  void answer() {
    small.flush();
    forget();
    for (int p = 0; p < PARTITIONS; p++) {
      SpillFile waiting = rows.files[p];
      if (waiting != null) {
        answer(p, waiting);
        closeAt(rows.files, p);
      }
    }
    merge = new PlaceMerge(shape.schema(), firsts.used(), context.allocator());
  }

  private void answer(int partition, SpillFile waiting) {
    try (SeenKeys seen = new SeenKeys(shape, context)) {
      load(seen, keys[partition]);
      try (SpillReader reader = waiting.read()) {
        for (Batch batch; (batch = reader.next()) != null; ) {
          limit =
              Math.max(
                  1, BatchLimit.rows(context.options(), BatchLimit.bytesPerRow(List.of(batch))));
          find(seen, partition, batch);
        }
      }
      closeAt(keys, partition);
      remember(seen.table());
      rest(firsts.files);
    }
  }

  private static void load(SeenKeys seen, @Nullable SpillFile file) {
    if (file == null) {
      return;
    }
    try (SpillReader reader = file.read()) {
      for (Batch batch; (batch = reader.next()) != null; ) {
        try (Batch encoded = batch) {
          seen.table().read(encoded.column(0));
        }
      }
    }
  }

  /** As many rows at a time as memory has room for; one row is refused where it has none. */
  private void find(SeenKeys seen, int partition, Batch batch) {
    try (batch) {
      if (batch.length() > 1 && !seen.hasRoom(batch)) {
        int half = batch.length() / 2;
        find(seen, partition, batch.slice(0, half, context.allocator()));
        find(seen, partition, batch.slice(half, batch.length() - half, context.allocator()));
        return;
      }
      RowIds added = seen.add(batch);
      if (added.size() > 0) {
        try (Batch first = Gather.rows(placed, List.of(batch), added, context.allocator())) {
          firsts.write(partition, first);
        }
      }
    }
  }

  /** The next first rows in the order of the input; null where there are no more. */
  @Nullable Batch next() {
    return merge == null ? null : merge.next(limit);
  }

  private void forget() {
    if (merge != null) {
      merge.close();
      merge = null;
    }
    firsts.close();
  }

  @Override
  public void close() {
    small.close();
    forget();
    rows.close();
    for (int p = 0; p < PARTITIONS; p++) {
      closeAt(keys, p);
    }
    reservation.close();
  }
}
