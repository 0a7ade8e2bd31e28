package io.sabot.operators.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.batch.RowIds;
import io.sabot.operators.internal.kernel.EncodedRows.Slice;
import io.sabot.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rows sorted by encoded keys, against a sort that compares whole keys. */
class RowSortTest {
  private static final int ROWS = 100_000;

  private record Key(long id, byte[] bytes) {}

  private final List<EncodedChunk> chunks = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();

  /** Keys end with a zero that is nowhere else: none is the beginning of another. */
  private void fill(SplittableRandom random, Function<SplittableRandom, byte[]> key) {
    for (int left = ROWS; left > 0; ) {
      int rows = Math.min(left, random.nextInt(1, 30_000));
      left -= rows;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      long[] starts = new long[rows + 1];
      for (int row = 0; row < rows; row++) {
        byte[] made = key.apply(random);
        keys.add(new Key(RowIds.id(chunks.size(), row), made));
        bytes.writeBytes(made);
        starts[row + 1] = bytes.size();
      }
      bytes.writeBytes(new byte[8]);
      int cut = random.nextInt(rows);
      if (cut > 0) {
        slices.add(new Slice(chunks.size(), 0, cut));
      }
      slices.add(new Slice(chunks.size(), cut, rows));
      chunks.add(EncodedChunk.of(MemorySegment.ofArray(bytes.toByteArray()), starts));
    }
  }

  private void check(SplittableRandom random, Function<SplittableRandom, byte[]> key) {
    fill(random, key);
    EncodedRows rows = EncodedRows.of(chunks, slices);
    List<Key> sorted = new ArrayList<>(keys);
    sorted.sort(Comparator.comparing(Key::bytes, Arrays::compareUnsigned));
    long[] expected = sorted.stream().mapToLong(Key::id).toArray();
    assertArrayEquals(expected, RowSort.of(rows).sort());
    int blockRows = random.nextInt(1_000, ROWS);
    assertArrayEquals(expected, RowSort.inBlocks(rows, blockRows, RowMover.NONE).sort());
    assertArrayEquals(expected, moved(random, rows, blockRows));
  }

  /** Some or all blocks move: their rows are found where they are now. */
  private long[] moved(SplittableRandom random, EncodedRows rows, int blockRows) {
    int stays = random.nextInt(3);
    Map<Integer, long[]> blocks = new HashMap<>();
    RowMover mover =
        (block, ids) -> {
          boolean moves = stays == 0 || block % 3 != stays;
          if (moves) {
            blocks.put(block, ids.clone());
          }
          return moves;
        };
    RowSort sort = RowSort.inBlocks(rows, blockRows, mover);
    long[] sorted = sort.sort();
    int first = sort.firstMoved();
    assertTrue(first == 0 ? blocks.size() == sort.blocks() : first == chunks.size());
    return Arrays.stream(sorted)
        .map(id -> {
          boolean isMoved = RowIds.chunk(id) >= first;
          return isMoved ? blocks.get(RowIds.chunk(id) - first)[RowIds.row(id)] : id;
        })
        .toArray();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long number, int bytes) {
    byte[] key = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      key[i] = (byte) (number >>> 8 * (bytes - 1 - i));
    }
    return key;
  }

  @Test
  void shortNumbers() {
    Seed.next().run(random -> check(random, r -> number(r.nextInt(1 << 20), 5)));
  }

  @Test
  void longNumbersOfAllSizes() {
    Seed.next().run(random -> check(random, r -> number(r.nextLong() >>> r.nextInt(64), 16)));
  }

  @Test
  void fewValues() {
    Seed.next().run(random -> check(random, r -> number(r.nextInt(3) * 1_000_003L, 17)));
  }

  @Test
  void oneValue() {
    Seed.next().run(random -> check(random, r -> number(7, 17)));
  }

  @Test
  void textsThatBeginAlike() {
    Seed.next().run(random -> check(random, r -> text("id%010d".formatted(r.nextInt(100_000)))));
  }

  /** Long beginnings in common, and the ends of some where others go on. */
  @Test
  void textsOfAllLengths() {
    Seed.next()
        .run(random ->
            check(random, r -> text("a".repeat(r.nextInt(40)) + "b".repeat(r.nextInt(3)))));
  }

  /** Nearly all rows have one key. */
  @Test
  void oneKeyAmongMany() {
    Seed.next()
        .run(random ->
            check(
                random, r -> text("key" + (r.nextInt(100) < 95 ? "0" : "x" + r.nextInt(1 << 20)))));
  }

  @Test
  void sortedAlready() {
    int[] next = {0};
    Seed.next().run(random -> check(random, r -> number(next[0]++, 12)));
  }
}
