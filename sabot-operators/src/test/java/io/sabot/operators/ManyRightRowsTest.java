package io.sabot.operators;

import static io.sabot.Expressions.using;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Sources;
import io.sabot.testkit.TestAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A right side of so many rows that they are laid side by side while left ones are looked up. */
class ManyRightRowsTest {
  private static final int RIGHT = (1 << 20) + 12_345;
  private static final int LEFT = 400_000;

  private final TestAllocator allocator = new TestAllocator();

  /** Numbers that jump about: the i-th, and of each the text and a number, but for every 7th. */
  private static long jump(long i, int count) {
    return i * 7_919 % count;
  }

  private VectorSchemaRoot rows(int from, int all, int batch, String name) {
    int count = Math.min(batch, all - from);
    BigIntVector key = new BigIntVector("k", allocator);
    BigIntVector number = new BigIntVector(name, allocator);
    VarCharVector text = new VarCharVector(name + "t", allocator);
    VarCharVector other = new VarCharVector(name + "u", allocator);
    List<FieldVector> vectors = List.of(key, number, text, other);
    vectors.forEach(FieldVector::allocateNew);
    for (int i = 0; i < count; i++) {
      long k = jump(from + i, all);
      key.setSafe(i, k);
      if (k % 7 != 0) {
        number.setSafe(i, -k);
      }
      text.setSafe(i, ("id" + k).getBytes(StandardCharsets.US_ASCII));
      other.setSafe(i, (k + (k % 5 == 0 ? " is the key" : "")).getBytes(StandardCharsets.US_ASCII));
    }
    VectorSchemaRoot root = new VectorSchemaRoot(vectors);
    root.setRowCount(count);
    return root;
  }

  private List<VectorSchemaRoot> batches(int all, int batch, String name) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int from = 0; from < all; from += batch) {
      batches.add(rows(from, all, batch, name));
    }
    return batches;
  }

  /** Batches of 65,536 rows let rows be found by their number; one batch may hold them all. */
  @ParameterizedTest
  @CsvSource({"1, 50000", "3, 65536", "2, 2000000"})
  void pairsHaveTheValuesOfTheirRows(int threads, int batch) {
    List<VectorSchemaRoot> left = batches(LEFT, batch, "x");
    List<VectorSchemaRoot> right = batches(RIGHT, batch, "y");
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withParallelism(threads);
    long row = 0;
    try (BatchIterator batches =
        new HashJoin(JoinKind.LEFT, using("k"))
            .iterator(options, Sources.batches(left), Sources.batches(right))) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot pairs = batches.next()) {
          row = check(pairs, row);
        }
      }
    }
    assertThat(row).isEqualTo(LEFT);
    left.forEach(VectorSchemaRoot::close);
    right.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  /** One more row, the key of which another has, or which has none, or lies far off. */
  @ParameterizedTest
  @CsvSource(
      value = {"5", "none", "9000000000000"},
      nullValues = "none")
  void oneRowMayBeUnlikeAllOthers(@Nullable Long key) {
    List<VectorSchemaRoot> left = batches(1000, 1000, "x");
    List<VectorSchemaRoot> right = batches(RIGHT, 65_536, "y");
    VectorSchemaRoot last = rows(0, 1, 1, "y");
    ((BigIntVector) last.getVector("k")).setNull(0);
    if (key != null) {
      ((BigIntVector) last.getVector("k")).set(0, key);
    }
    right.add(last);
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
    long rows = 0;
    try (BatchIterator batches =
        new HashJoin(JoinKind.INNER, using("k"))
            .iterator(options, Sources.batches(left), Sources.batches(right))) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot pairs = batches.next()) {
          rows += pairs.getRowCount();
        }
      }
    }
    assertThat(rows).isEqualTo(key != null && key == 5 ? 1001 : 1000);
    left.forEach(VectorSchemaRoot::close);
    right.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  /** Of keys that lie close together or far apart some rows each, some rows without a key. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, k",
    "8, 1, k",
    "1, 1000000007, k",
    "2, 1000000007, k",
    "2, 1, k:r",
    "1, 1000000007, k:r",
    "2, 1000000007, r:k"
  })
  void keysMayHaveSeveralRows(int threads, long distance, String columns) {
    int keys = 100_000;
    List<VectorSchemaRoot> right = new ArrayList<>();
    Map<Long, List<Long>> expected = new HashMap<>();
    for (int from = 0; from < 350_000; from += 17_500) {
      BigIntVector key = new BigIntVector("k", allocator);
      IntVector rest = new IntVector("r", allocator);
      BigIntVector number = new BigIntVector("n", allocator);
      for (int i = 0; i < 17_500; i++) {
        long row = (long) from + i;
        number.setSafe(i, row);
        rest.setSafe(i, (int) (jump(row, keys) % 5));
        if (row % 11 != 0) {
          long k = jump(row, keys) * distance;
          key.setSafe(i, k);
          expected.computeIfAbsent(k, some -> new ArrayList<>()).add(row);
        }
      }
      right.add(VectorSchemaRoot.of(key, rest, number));
      right.getLast().setRowCount(17_500);
    }
    BigIntVector left = new BigIntVector("k", allocator);
    IntVector leftRest = new IntVector("r", allocator);
    for (int i = 0; i < keys + 10; i++) {
      left.setSafe(i, i * distance);
      leftRest.setSafe(i, i % 5);
    }
    VectorSchemaRoot lefts = VectorSchemaRoot.of(left, leftRest);
    lefts.setRowCount(keys + 10);
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withParallelism(threads);
    Map<Long, List<Long>> found = new HashMap<>();
    try (BatchIterator batches =
        new HashJoin(JoinKind.INNER, using(columns.split(":")))
            .iterator(options, Sources.batches(List.of(lefts)), Sources.batches(right))) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot pairs = batches.next()) {
          BigIntVector key = (BigIntVector) pairs.getVector("k");
          BigIntVector number = (BigIntVector) pairs.getVector("n");
          for (int i = 0; i < pairs.getRowCount(); i++) {
            found.computeIfAbsent(key.get(i), some -> new ArrayList<>()).add(number.get(i));
          }
        }
      }
    }
    assertThat(found).isEqualTo(expected);
    lefts.close();
    right.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  /** One row for each key, or three, some rows without a key; every second key is looked up. */
  @ParameterizedTest
  @CsvSource({"1, 393216, 1", "2, 131072, 1", "2, 393216, 1000003", "1, 131072, 1000003"})
  void rightRowsWithoutAPairComeLast(int threads, int keys, long distance) {
    int rows = 393_216;
    int batch = 16_384;
    List<VectorSchemaRoot> right = new ArrayList<>();
    List<Long> alone = new ArrayList<>();
    for (int from = 0; from < rows; from += batch) {
      BigIntVector key = new BigIntVector("k", allocator);
      BigIntVector number = new BigIntVector("n", allocator);
      for (long row = from; row < from + batch; row++) {
        number.setSafe((int) row - from, row);
        long k = jump(row, keys);
        if (row % 100_003 != 0) {
          key.setSafe((int) row - from, k * distance);
        }
        if (k % 2 == 1 || row % 100_003 == 0) {
          alone.add(row);
        }
      }
      right.add(VectorSchemaRoot.of(key, number));
      right.getLast().setRowCount(batch);
    }
    BigIntVector left = new BigIntVector("k", allocator);
    for (int i = 0; i < keys / 2; i++) {
      left.setSafe(i, 2L * i * distance);
    }
    VectorSchemaRoot lefts = VectorSchemaRoot.of(left);
    lefts.setRowCount(keys / 2);
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withParallelism(threads);
    List<Long> numbers = new ArrayList<>();
    try (BatchIterator batches =
        new HashJoin(JoinKind.RIGHT, using("k"))
            .iterator(options, Sources.batches(List.of(lefts)), Sources.batches(right))) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot pairs = batches.next()) {
          BigIntVector number = (BigIntVector) pairs.getVector("n");
          for (int i = 0; i < pairs.getRowCount(); i++) {
            numbers.add(number.get(i));
          }
        }
      }
    }
    assertThat(numbers).hasSize(rows).doesNotHaveDuplicates();
    assertThat(numbers.subList(rows - alone.size(), rows)).isEqualTo(alone);
    lefts.close();
    right.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private static long check(VectorSchemaRoot pairs, long first) {
    BigIntVector keys = (BigIntVector) pairs.getVector("k");
    BigIntVector numbers = (BigIntVector) pairs.getVector("y");
    VarCharVector texts = (VarCharVector) pairs.getVector("yt");
    VarCharVector others = (VarCharVector) pairs.getVector("yu");
    for (int i = 0; i < pairs.getRowCount(); i++) {
      long k = jump(first + i, LEFT);
      if (keys.get(i) != k
          || numbers.isNull(i) != (k % 7 == 0)
          || k % 7 != 0 && numbers.get(i) != -k
          || !new String(texts.get(i), StandardCharsets.US_ASCII).equals("id" + k)
          || !new String(others.get(i), StandardCharsets.US_ASCII)
              .equals(k + (k % 5 == 0 ? " is the key" : ""))) {
        throw new AssertionError(
            "row " + (first + i) + ": " + pairs.slice(i, 1).contentToTSVString());
      }
    }
    return first + pairs.getRowCount();
  }
}
