package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;

/** A way to lay a table out as batches; every one holds the same rows in the same order. */
enum Cut {
  ONE_BATCH {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      return List.of(table.batch(allocator));
    }
  },
  ONE_ROW_PER_BATCH {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < table.rows().size(); i++) {
        batches.add(table.slice(i, 1).batch(allocator));
      }
      return batches;
    }
  },
  RANDOM_CUTS {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Batch> batches = new ArrayList<>();
      for (TextTable part : parts(table, random)) {
        batches.add(part.batch(allocator));
      }
      return batches;
    }
  },
  EMPTY_BATCHES_BETWEEN {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Batch> batches = new ArrayList<>();
      batches.add(table.slice(0, 0).batch(allocator));
      for (TextTable part : parts(table, random)) {
        batches.add(part.batch(allocator));
        batches.add(table.slice(0, 0).batch(allocator));
      }
      return batches;
    }
  },
  /** Each batch shares the buffers of one larger batch, from a row that is no multiple of 8. */
  SLICED_AT_AN_ODD_OFFSET {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Row> rows = new ArrayList<>();
      table.rows().stream().limit(3).forEach(rows::add);
      int start = rows.size();
      rows.addAll(table.rows());
      List<Batch> batches = new ArrayList<>();
      try (Batch whole = table.withRows(rows).batch(allocator)) {
        for (TextTable part : parts(table, random)) {
          int count = part.rows().size();
          batches.add(whole.slice(start, count, allocator));
          start += count;
        }
      }
      return batches;
    }
  },
  /** Each row stands between two that are not selected. */
  UNDER_A_SELECTION {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Batch> batches = new ArrayList<>();
      for (TextTable part : parts(table, random)) {
        List<Row> rows = new ArrayList<>();
        int[] selected = new int[part.rows().size()];
        for (int i = 0; i < selected.length; i++) {
          rows.add(part.rows().get(selected.length - 1 - i));
          selected[i] = rows.size();
          rows.add(part.rows().get(i));
        }
        batches.add(
            table
                .withRows(rows)
                .batch(allocator)
                .withSelection(new Selection.Rows(selected, selected.length)));
      }
      return batches;
    }
  },
  DICTIONARY_ENCODED {
    @Override
    List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random) {
      List<Batch> batches = new ArrayList<>();
      for (TextTable part : parts(table.dictionaryEncoded(), random)) {
        batches.add(part.batch(allocator));
      }
      return batches;
    }
  };

  /** The batches, which the caller closes. */
  abstract List<Batch> lay(TextTable table, BufferAllocator allocator, SplittableRandom random);

  /** Whether batches have rows, all of which count, lie at the start and are as they were given. */
  boolean isPlain() {
    return switch (this) {
      case ONE_BATCH, ONE_ROW_PER_BATCH, RANDOM_CUTS -> true;
      case EMPTY_BATCHES_BETWEEN, SLICED_AT_AN_ODD_OFFSET, UNDER_A_SELECTION, DICTIONARY_ENCODED ->
          false;
    };
  }

  private static List<TextTable> parts(TextTable table, SplittableRandom random) {
    List<TextTable> parts = new ArrayList<>();
    int rows = table.rows().size();
    for (int start = 0; start < rows; ) {
      int count = 1 + random.nextInt(Math.min(rows - start, Math.max(2, rows / 2)));
      parts.add(table.slice(start, count));
      start += count;
    }
    return parts;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
