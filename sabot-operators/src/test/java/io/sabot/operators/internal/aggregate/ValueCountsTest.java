package io.sabot.operators.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Column;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Counts of values are those of a plain loop, wherever rows are counted and nulls come. */
class ValueCountsTest {
  private static final int CASES = 200;

  @Test
  void agreeWithAPlainLoop() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            try (TestAllocator allocator = new TestAllocator();
                Reservation reservation = new MemoryBudget(Long.MAX_VALUE).reserve("counts");
                GroupRecords records = new GroupRecords(allocator, reservation);
                ValueCounts exact = ValueCounts.exact(records);
                ValueCounts seen = ValueCounts.seen("seen", records)) {
              RowCounts rows = new RowCounts(records);
              new Case(random, allocator, records, rows, exact, seen).run();
            }
          }
        });
  }

  /** Batches of rows, whose groups grow in number as rows of them come. */
  private record Case(
      SplittableRandom random,
      TestAllocator allocator,
      GroupRecords records,
      RowCounts rows,
      ValueCounts exact,
      ValueCounts seen) {
    private static final int MOST = 100;

    void run() {
      boolean keyed = random.nextBoolean();
      boolean shared = keyed && random.nextBoolean();
      if (keyed) {
        exact.rely();
        seen.rely();
      }
      if (shared) {
        exact.share(rows);
        if (random.nextBoolean()) {
          // Another accumulator takes its counts from there, too.
          rows.share();
        }
      }
      long[] ofExact = new long[MOST];
      long[] ofSeen = new long[MOST];
      int groups = 0;
      int firstNull = random.nextInt(6);
      for (int batch = 0; batch < 5; batch++) {
        int[] ids = new int[random.nextInt(200)];
        for (int i = 0; i < ids.length; i++) {
          ids[i] = random.nextInt(Math.min(groups + 1, MOST));
          groups = Math.max(groups, ids[i] + 1);
        }
        exact.resize(groups);
        seen.resize(groups);
        records.resize(groups);
        take(exact, ids, valid(ids.length, batch >= firstNull), ofExact);
        take(seen, ids, valid(ids.length, batch >= firstNull), ofSeen);
        rows.step(ids, ids.length);
        if (random.nextInt(8) == 0) {
          mergeIntoItself(exact, ids, ofExact);
          mergeIntoItself(seen, ids, ofSeen);
        }
        if (random.nextInt(4) == 0) {
          groups = mergeNew(groups, ofExact, ofSeen);
        }
      }
      for (int group = 0; group < groups; group++) {
        assertThat(exact.get(group)).isEqualTo(ofExact[group]);
        assertThat(seen.get(group) > 0).isEqualTo(ofSeen[group] > 0);
      }
    }

    /**
     * New groups come with counts that were written elsewhere, of which some may be 0, and all of
     * another state, some groups at a time.
     */
    private int mergeNew(int groups, long[] ofExact, long[] ofSeen) {
      int all = random.nextInt(groups, MOST + 1);
      exact.resize(all);
      seen.resize(all);
      records.resize(all);
      int[] ids = IntStream.range(groups, all).toArray();
      long[] more = new long[ids.length];
      for (int i = 0; i < ids.length; i++) {
        more[i] = random.nextInt(3);
        ofExact[ids[i]] += more[i];
        ofSeen[ids[i]] += more[i];
      }
      int cut = random.nextInt(ids.length + 1);
      read(Arrays.copyOf(ids, cut), Arrays.copyOf(more, cut));
      read(Arrays.copyOfRange(ids, cut, all - groups), Arrays.copyOfRange(more, cut, all - groups));
      return all;
    }

    private void read(int[] ids, long[] more) {
      Field field = exact.fields().getFirst();
      try (Column column = LongRecords.column(field, ids.length, i -> more[i], allocator)) {
        exact.read(column, ids, ids.length);
        seen.read(column, ids, ids.length);
      }
    }

    private static void mergeIntoItself(ValueCounts counts, int[] ids, long[] plain) {
      long[] before = plain.clone();
      List<Column> written = counts.write(ids, ids.length);
      counts.read(written.getFirst(), ids, ids.length);
      written.forEach(Column::close);
      for (int id : ids) {
        plain[id] += before[id];
      }
    }

    private long[] valid(int rows, boolean nulls) {
      if (!nulls || random.nextInt(3) == 0) {
        return null;
      }
      long[] words = new long[rows + 63 >>> 6];
      int many = random.nextInt(1, 20);
      for (int i = 0; i < rows; i++) {
        words[i >>> 6] |= (random.nextInt(many) == 0 ? 0L : 1L) << i;
      }
      return words;
    }

    private static void take(ValueCounts counts, int[] ids, long[] valid, long[] plain) {
      counts.update(valid, ids, ids.length);
      for (int i = 0; i < ids.length; i++) {
        plain[ids[i]] += valid == null ? 1 : valid[i >>> 6] >>> i & 1;
      }
    }
  }
}
