package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.EncodedRows.Slice;
import io.sabot.operators.internal.row.Places;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of batches, cut where the input has rows between them that another thread works on: put
 * in the order of their morsels they stand as in the input.
 */
final class MorselSlices {
  private final boolean placed;
  private final List<InMorsel> slices = new ArrayList<>();
  private int chunks;

  private record InMorsel(long morsel, Slice slice) {}

  private MorselSlices(boolean placed) {
    this.placed = placed;
  }

  /** Of batches that come as they stand in the input. */
  static MorselSlices asTheyCome() {
    return new MorselSlices(false);
  }

  /** Of batches that come as they stand in the input, but not all: by the places they carry. */
  static MorselSlices byPlace() {
    return new MorselSlices(true);
  }

  /** Adds the rows of the next batch. */
  void add(Batch flat) {
    int chunk = chunks++;
    if (placed) {
      cut(chunk, Places.of(flat), flat.length());
    } else {
      slices.add(new InMorsel(0, new Slice(chunk, 0, flat.length())));
    }
  }

  private void cut(int chunk, MemorySegment places, int rows) {
    int start = 0;
    long morsel = morsel(places, 0);
    if (morsel != morsel(places, rows - 1)) {
      for (int row = 1; row < rows; row++) {
        if (morsel(places, row) != morsel) {
          slices.add(new InMorsel(morsel, new Slice(chunk, start, row)));
          start = row;
          morsel = morsel(places, row);
        }
      }
    }
    slices.add(new InMorsel(morsel, new Slice(chunk, start, rows)));
  }

  private static long morsel(MemorySegment places, int row) {
    return Places.morsel(places.get(Memory.LONG, (long) row << 3));
  }

  /** Adds the rows of other batches, which are numbered behind those that are here. */
  void addAll(MorselSlices others) {
    for (InMorsel other : others.slices) {
      Slice slice = other.slice;
      slices.add(
          new InMorsel(other.morsel, new Slice(chunks + slice.chunk(), slice.from(), slice.end())));
    }
    chunks += others.chunks;
  }

  /** All rows as they stand in the input. */
  List<Slice> inOrder() {
    return slices.stream()
        .sorted(Comparator.comparingLong(InMorsel::morsel))
        .map(InMorsel::slice)
        .toList();
  }

  void clear() {
    slices.clear();
    chunks = 0;
  }
}
