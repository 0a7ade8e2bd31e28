package io.sabot.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

class OutlinedTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Called through {@link Outlined}. */
  private static final class Apart implements Runnable {
    private int runs;

    @Override
    public void run() {
      runs++;
    }
  }

  /** Called as any other object is. */
  private static final class Beside implements Runnable {
    private int runs;

    @Override
    public void run() {
      runs++;
    }
  }

  @Test
  void whatATaskGivesComesBack() {
    Apart task = new Apart();
    Outlined.run(task);
    assertEquals(1, task.runs);
    assertEquals("given", Outlined.get(() -> "given"));
    assertEquals(7, Outlined.getInt(() -> 7));
  }

  @Test
  void whatATaskThrowsPassesThrough() {
    IllegalStateException failure = new IllegalStateException("failed");
    AssertionError error = new AssertionError("wrong");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                Outlined.run(() -> {
                  throw failure;
                })));
    assertSame(
        error,
        assertThrows(
            AssertionError.class,
            () ->
                Outlined.get(() -> {
                  throw error;
                })));
  }

  /** As functions do that are written in Kotlin. */
  @Test
  void checkedExceptionsPassThrough() {
    IOException failure = new IOException("failed");
    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                Outlined.run(() -> {
                  throw OutlinedTest.<RuntimeException>undeclared(failure);
                })));
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X undeclared(Throwable failure) throws X {
    throw (X) failure;
  }

  /** The compiler itself says what it has inlined: the call, but never what is called by it. */
  @Test
  void theCompilerInlinesNoTask() throws InterruptedException {
    Set<Integer> callers = ConcurrentHashMap.newKeySet();
    Set<Integer> tasks = ConcurrentHashMap.newKeySet();
    AtomicBoolean beside = new AtomicBoolean();
    try (RecordingStream events = new RecordingStream()) {
      events.enable("jdk.CompilerInlining");
      events.onEvent(
          "jdk.CompilerInlining",
          event -> {
            note(event, Outlined.class, callers);
            note(event, Apart.class, tasks);
            beside.compareAndSet(false, inlines(event, Beside.class));
          });
      events.startAsync();
      long start = System.nanoTime();
      while ((!beside.get() || callers.isEmpty())
          && System.nanoTime() - start < LONGEST.toNanos()) {
        runBoth(new Apart(), new Beside());
      }
      events.stop();
    }
    assertTrue(beside.get(), "what is called as usual was not seen to be inlined");
    assertFalse(callers.isEmpty(), "the call was not seen to be inlined");
    tasks.retainAll(callers);
    assertEquals(Set.of(), tasks, "compilations that inlined both the call and the task");
  }

  private static void runBoth(Apart apart, Beside beside) {
    for (int i = 0; i < 100_000; i++) {
      Outlined.run(apart);
      call(beside);
    }
    assertEquals(apart.runs, beside.runs);
  }

  private static void call(Runnable task) {
    task.run();
  }

  private static void note(RecordedEvent event, Class<?> type, Set<Integer> compilations) {
    if (inlines(event, type)) {
      compilations.add(event.getInt("compileId"));
    }
  }

  private static boolean inlines(RecordedEvent event, Class<?> type) {
    Object callee = event.getValue("callee");
    return event.getBoolean("succeeded")
        && callee instanceof RecordedObject method
        && method.getString("name").equals("run")
        && method.getString("type").replace('/', '.').equals(type.getName());
  }
}
