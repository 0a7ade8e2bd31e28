package io.sabot.operators.internal.aggregate;

import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Sums are exact, and are written the same, whether or when their high words are kept. */
class IntegerSumTest {
  private static final int CASES = 100;
  private static final int GROUPS = 9;
  private static final int ROWS = 50;
  private static final Field INT = Field.nullable("x", new ArrowType.Int(32, true));

  @Test
  void highWordsComeInTime() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            run(random);
          }
        });
  }

  private static void run(SplittableRandom random) {
    long[] expected = new long[GROUPS];
    try (TestAllocator allocator = new TestAllocator();
        Reservation reservation = new MemoryBudget(Long.MAX_VALUE).reserve("sums");
        WithRecords<IntegerSum> open = open(random, allocator, reservation)) {
      IntegerSum sums = open.accumulator();
      for (int step = 0; step < 4; step++) {
        add(sums, random, expected, allocator);
        try (WithRecords<IntegerSum> other = open(random, allocator, reservation)) {
          add(other.accumulator(), random, expected, allocator);
          sums.merge(other.accumulator(), IntStream.range(0, GROUPS).toArray());
        }
        check(sums, expected);
      }
    }
  }

  /** Some keep high words at once, some after a few rows, and some never; some beside others. */
  private static WithRecords<IntegerSum> open(
      SplittableRandom random, TestAllocator allocator, Reservation reservation) {
    AggregateCall call = AggregateCall.of(sum("x").as("sum"), List.of(INT));
    long shortRows = List.of(0L, 2L * ROWS, IntegerSum.SHORT_ROWS).get(random.nextInt(3));
    boolean withOthers = random.nextBoolean();
    return WithRecords.open(
        GROUPS,
        allocator,
        reservation,
        records -> {
          if (withOthers) {
            records.add("of", "others");
          }
          return new IntegerSum(call, shortRows, records);
        });
  }

  private static void add(
      IntegerSum sums, SplittableRandom random, long[] expected, TestAllocator allocator) {
    int[] groups = random.ints(ROWS, 0, GROUPS).toArray();
    ArrowBuf values = Memory.allocate(allocator, ROWS * 4L);
    for (int i = 0; i < ROWS; i++) {
      int value = random.nextBoolean() ? random.nextInt() : Integer.MIN_VALUE;
      expected[groups[i]] += value;
      Memory.segment(values).set(Memory.INT, i * 4L, value);
    }
    try (Column column = Column.of(INT, ROWS, allocator.getEmpty(), values)) {
      sums.update(List.of(column), groups, ROWS);
    }
  }

  private static void check(IntegerSum sums, long[] expected) {
    List<Column> state = sums.write(IntStream.range(0, GROUPS).toArray(), GROUPS);
    try (Column finished = sums.finish(0, GROUPS)) {
      assertThat(state).hasSameSizeAs(sums.stateFields());
      for (int group = 0; group < GROUPS; group++) {
        long at = (long) group << 3;
        assertThat(finished.segment(1).get(Memory.LONG, at)).isEqualTo(expected[group]);
        assertThat(state.get(0).segment(1).get(Memory.LONG, at)).isEqualTo(expected[group]);
        assertThat(state.get(1).segment(1).get(Memory.LONG, at)).isEqualTo(expected[group] >> 63);
      }
    } finally {
      state.forEach(Column::close);
    }
  }
}
