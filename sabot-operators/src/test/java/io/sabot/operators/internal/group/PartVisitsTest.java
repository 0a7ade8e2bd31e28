package io.sabot.operators.internal.group;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All wanted parts are visited once, those last at which another thread is at work. */
class PartVisitsTest {
  private static final int PARTS = 8;

  @Test
  void eachWantedPartIsVisitedOnce() {
    withParts(parts ->
        assertThat(visits(parts, part -> part % 3 > 0)).containsExactlyInAnyOrder(1, 2, 4, 5, 7));
  }

  @Test
  void aBusyPartIsVisitedLast() {
    withParts(parts -> {
      for (int busy = 0; busy < PARTS; busy++) {
        List<Integer> visits = visitsBesideWork(parts, busy);
        assertThat(visits).hasSize(PARTS).doesNotHaveDuplicates().endsWith(busy);
      }
    });
  }

  private static List<Integer> visits(List<GroupPart> parts, IntPredicate wanted) {
    List<Integer> visits = new ArrayList<>();
    PartVisits.each(parts, wanted, visits::add);
    return visits;
  }

  private static List<Integer> visitsBesideWork(List<GroupPart> parts, int busy) {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch visited = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(() ->
                parts
                    .get(busy)
                    .test(groups -> {
                      working.countDown();
                      return await(visited);
                    }));
    try {
      await(working);
      return visits(parts, part -> true);
    } finally {
      visited.countDown();
      join(other);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void withParts(Consumer<List<GroupPart>> test) {
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(
              RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "GroupBy", 1);
      GroupShape shape =
          new GroupShape(List.of(col("k")), List.of(count()), Tables.schema("k:int"));
      try (GroupPool pool = new GroupPool(shape, context)) {
        List<GroupPart> parts = IntStream.range(0, PARTS).mapToObj(i -> pool.open()).toList();
        test.accept(parts);
        parts.forEach(part -> {
          pool.remove(part);
          part.close();
        });
      }
    }
  }
}
