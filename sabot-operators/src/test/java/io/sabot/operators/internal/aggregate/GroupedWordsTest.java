package io.sabot.operators.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Groups have the words that they were given, whatever the pieces they lie in. */
class GroupedWordsTest {
  private static final int CASES = 100;
  private static final int MOST_GROUPS = 40;

  @Test
  void agreeWithLists() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            int rows = random.nextInt(1, 1 << random.nextInt(1, 13));
            new Case(random, rows).run(random.nextInt(1, 6));
          }
        });
  }

  /** More words than a piece has, in one group and in a few, so that blocks end where pieces do. */
  @Test
  void manyWordsLieInSeveralPieces() {
    Seed.next()
        .run(random -> {
          new Case(random, WordPieces.MOST_WORDS).run(3);
          Case one = new Case(random, WordPieces.MOST_WORDS);
          one.groups = 1;
          one.grows = false;
          one.run(3);
        });
  }

  private static final class Case {
    private final SplittableRandom random;
    private final int rows;
    private final List<List<Long>> expected = new ArrayList<>();
    private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    private int groups;
    private boolean grows = true;

    Case(SplittableRandom random, int rows) {
      this.random = random;
      this.rows = rows;
      for (int i = 0; i < MOST_GROUPS; i++) {
        expected.add(new ArrayList<>());
      }
    }

    void run(int steps) {
      try (TestAllocator allocator = new TestAllocator();
          Reservation reservation = budget.reserve("words");
          GroupedWords words = new GroupedWords(allocator, reservation)) {
        for (int i = 0; i < steps; i++) {
          grow(words);
          add(words, identity());
          if (random.nextBoolean()) {
            takeAnother(words, allocator);
          }
          check(words);
          assertThat(reservation.bytes()).isEqualTo(allocator.getAllocatedMemory());
        }
      }
      assertThat(budget.reserved()).isZero();
    }

    private void grow(GroupedWords words) {
      groups = grows ? random.nextInt(Math.max(1, groups), MOST_GROUPS + 1) : groups;
      words.resize(groups);
    }

    private int[] identity() {
      int[] same = new int[groups];
      for (int i = 0; i < groups; i++) {
        same[i] = i;
      }
      return same;
    }

    /** Another has the same groups under other numbers, and none any more when they are taken. */
    private void takeAnother(GroupedWords words, TestAllocator allocator) {
      int[] turned = identity();
      for (int i = groups - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int number = turned[i];
        turned[i] = turned[other];
        turned[other] = number;
      }
      try (Reservation reservation = budget.reserve("others");
          GroupedWords other = new GroupedWords(allocator, reservation)) {
        other.resize(groups);
        if (random.nextInt(4) > 0) {
          add(other, turned);
        }
        words.takeAll(other, turned);
        for (int i = 0; i < groups; i++) {
          assertThat(other.count(i)).isZero();
        }
      }
    }

    /** Adds rows to groups; {@code turned} says which they are in the end. */
    private void add(GroupedWords words, int[] turned) {
      long[] values = LongStream.generate(random::nextLong).limit(rows).toArray();
      long[] valid = random.nextBoolean() ? null : new long[rows + 63 >>> 6];
      int[] ids = new int[rows];
      int some = random.nextInt(1, groups + 1);
      for (int i = 0; i < rows; i++) {
        ids[i] = random.nextInt(some);
        boolean isNull = valid != null && random.nextInt(3) == 0;
        if (valid != null && !isNull) {
          valid[i >>> 6] |= 1L << i;
        }
        if (!isNull) {
          expected.get(turned[ids[i]]).add(values[i]);
        }
      }
      words.add(values, valid, ids, rows);
    }

    private void check(GroupedWords words) {
      for (int group = 0; group < groups; group++) {
        List<Long> found = new ArrayList<>();
        words.each(group, (segment, from, count) -> found.addAll(read(segment, from, count)));
        assertThat(words.count(group)).isEqualTo(found.size());
        assertThat(found.stream().mapToLong(Long::longValue).sorted().toArray())
            .isEqualTo(expected.get(group).stream().mapToLong(Long::longValue).sorted().toArray());
      }
    }

    private static List<Long> read(MemorySegment segment, long from, int count) {
      List<Long> read = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        read.add(segment.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * 8L));
      }
      return read;
    }
  }
}
