package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyPacking;
import io.sabot.operators.internal.table.Packer;
import io.sabot.operators.internal.table.StateRows;
import io.sabot.state.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Groups of very many keys, each of which is one word. They lie in parts by a hash of that word, of
 * which each is small enough to stay in near memory; rows wait at their part until many can be
 * grouped together. Several runs may share them: one at a time works on a part.
 */
final class PackedGroups implements AutoCloseable {
  private static final int PART_BITS = 7;

  /** What a part has at least, of which there are many: little memory holds none of them. */
  private static final long PART_BYTES = 1 << 15;

  private final GroupShape shape;
  private final RunContext context;
  private final GroupPool pool;
  private final Reservation reservation;
  private final KeyPacking packing;
  private final WordParts places;
  private final UnpackedState unpacked;
  private final List<GroupPart> parts = new ArrayList<>();

  private PackedGroups(
      GroupShape shape,
      RunContext context,
      GroupPool pool,
      Reservation reservation,
      KeyPacking packing) {
    this.shape = shape.packed();
    this.context = context;
    this.pool = pool;
    this.reservation = reservation;
    this.packing = packing;
    this.places = new WordParts(PART_BITS, context);
    this.unpacked = new UnpackedState(shape, this.shape, packing);
    for (int i = 0; i < places.count(); i++) {
      parts.add(pool.open(this.shape, unpacked));
    }
  }

  /** Groups for keys like those of these groups, which stay; null where they cannot be packed. */
  static @Nullable PackedGroups of(
      GroupShape shape, RunContext context, GroupPool pool, Groups seen) {
    if (!pool.hasRoom(PART_BYTES << PART_BITS)) {
      return null;
    }
    Reservation reservation = context.reserve("groups");
    KeyPacking packing =
        KeyPacking.of(shape.keys().getFields(), seen.keys().pieces(), context, reservation);
    if (packing == null) {
      reservation.close();
      return null;
    }
    return new PackedGroups(shape, context, pool, reservation, packing);
  }

  /** Packs keys for one thread. */
  Packer packer() {
    return packing.packer();
  }

  /** What packed keys stand for. */
  KeyPacking packing() {
    return packing;
  }

  List<GroupPart> parts() {
    return parts;
  }

  /** Takes rows: packed keys, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    each(
        read,
        rows,
        (part, from, count, permuted, order) -> {
          List<Column> some = slices(permuted, from, count);
          boolean kept = false;
          try {
            kept = !pool.hasSpilled() && part.defer(some, count);
            if (!kept) {
              pool.feed(part, some, count, count, (start, n) -> updateSome(part, some, start, n));
            }
          } finally {
            if (!kept) {
              some.forEach(Column::close);
            }
          }
        });
  }

  private void updateSome(GroupPart part, List<Column> read, int from, int count) {
    List<Column> some = slices(read, from, count);
    try {
      part.update(some, count);
    } finally {
      some.forEach(Column::close);
    }
  }

  /**
   * Takes over groups of a run.
   *
   * @param packed their keys, which stay with the caller
   * @param there their numbers there
   */
  void merge(Groups other, Column packed, int[] there) {
    each(
        List.of(packed),
        there.length,
        (part, from, count, permuted, order) ->
            pool.feed(
                part,
                permuted,
                there.length,
                count,
                (start, n) -> {
                  int[] some = new int[n];
                  for (int i = 0; i < n; i++) {
                    some[i] = there[(int) order.get(from + start + i)];
                  }
                  try (Column keys =
                      permuted.getFirst().slice(from + start, n, context.allocator())) {
                    part.merge(other, List.of(keys), some);
                  }
                }));
  }

  /**
   * Adds all groups of some key groups as state, with the keys that the words stand for; behind
   * {@link GroupPart#settle}, for a thread of which it is known that no other comes.
   */
  void write(KeyGroups wanted, List<Batch> to) {
    KeyGroups all = new KeyGroups(0, KeyGroups.COUNT);
    for (GroupPart part : parts) {
      List<Batch> packed = new GroupState(shape, context, part.groups()).write(all);
      try {
        for (Batch batch : packed) {
          try (Batch rows = unpacked.unpack(batch)) {
            addChosen(rows, wanted, to);
          }
        }
      } finally {
        packed.forEach(Batch::close);
      }
    }
  }

  private void addChosen(Batch rows, KeyGroups wanted, List<Batch> to) {
    int keys = unpacked.plain().keyCount;
    RowIds chosen =
        StateRows.inGroups(rows, IntStream.range(0, keys).toArray(), wanted, context.allocator());
    if (chosen.size() > 0) {
      to.add(
          Batch.of(
              rows.schema(), StateRows.take(rows, chosen, context.allocator()), chosen.size()));
    }
  }

  private interface Work {
    void at(GroupPart part, int from, int count, List<Column> permuted, RowIds order);
  }

  /** Puts rows into the order of their parts and shows each part its own. */
  private void each(List<Column> columns, int rows, Work work) {
    int[] starts = new int[places.count() + 1];
    RowIds order = places.order(columns.getFirst(), rows, starts);
    List<Column> permuted = new ArrayList<>();
    try {
      for (Column column : columns) {
        permuted.add(Take.rows(column, order, context.allocator()));
      }
      PartVisits.each(
          parts,
          part -> starts[part + 1] > starts[part],
          part ->
              work.at(
                  parts.get(part), starts[part], starts[part + 1] - starts[part], permuted, order));
    } finally {
      permuted.forEach(Column::close);
    }
  }

  private List<Column> slices(List<Column> columns, int from, int count) {
    List<Column> slices = new ArrayList<>(columns.size());
    try {
      for (Column column : columns) {
        slices.add(column.slice(from, count, context.allocator()));
      }
      return slices;
    } catch (Throwable failure) {
      slices.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    parts.forEach(pool::forget);
    parts.forEach(GroupPart::close);
    packing.close();
    reservation.close();
  }
}
