package io.sabot.internal.run;

import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.BatchValidation;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits of a source one after the other, checks what enters, and asks for a flush
 * wherever rows downstream would otherwise wait: before the source makes us wait, and at intervals
 * while an unbounded source keeps us busy.
 */
final class SourceNode implements Node {
  private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

  private final Stage.Read stage;
  private final RunContext context;
  private final Runnable stopIfCancelled;
  private final Iterator<Split> splits;
  private final boolean unbounded;
  private final long flushNanos;
  private final Queue<Long> barriers = new ConcurrentLinkedQueue<>();
  private final List<SplitReader> kept = new CopyOnWriteArrayList<>();
  private final Set<SplitReader> marked = ConcurrentHashMap.newKeySet();
  private final Object counting = new Object();
  private volatile @Nullable SplitReader reader;
  private volatile boolean stopped;
  private volatile boolean held;
  private volatile boolean news;
  private boolean committing;
  private Readers earlier = new Readers();

  /** How far readers were that are closed; what they counted stays counted. */
  private Progress past = Progress.UNKNOWN;

  private boolean closed;
  private boolean rowsSinceFlush;
  private long lastFlush;
  private long sequence;

  /**
   * A source not yet read.
   *
   * @param stopIfCancelled called before each read; throws where the run is to end
   */
  SourceNode(Stage.Read stage, RunContext context, Runnable stopIfCancelled) {
    this(stage, splits(stage), context, stopIfCancelled);
  }

  /** As the other, over some of the splits of the source. */
  SourceNode(Stage.Read stage, List<Split> splits, RunContext context, Runnable stopIfCancelled) {
    this.stage = stage;
    this.splits = splits.iterator();
    this.context = context;
    this.stopIfCancelled = stopIfCancelled;
    this.unbounded = stage.source().boundedness() == Source.Boundedness.UNBOUNDED;
    this.flushNanos = context.options().flushInterval().toNanos();
    this.lastFlush = System.nanoTime();
  }

  /** Asks the source for its splits: once per run. */
  static List<Split> splits(Stage.Read stage) {
    try {
      return stage.source().splits();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.source(), stage.origin());
    }
  }

  @Override
  public Step poll() {
    Step step = read();
    if (step instanceof Step.Emit(Batch batch)) {
      check(batch);
    }
    return step;
  }

  /** As {@link #poll}, with batches that nobody has looked at: the caller has them checked. */
  Step read() {
    try {
      return next();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.source(), stage.origin());
    }
  }

  /** Refuses, and closes, a batch that is not well-formed. Any thread may ask. */
  void check(Batch batch) {
    if (stage.source().trust() == Source.Trust.CHECKED) {
      try {
        BatchValidation.check(batch, stage.source().name());
      } catch (Throwable failure) {
        batch.close();
        throw Failures.of(failure, stage.source(), stage.origin());
      }
    }
  }

  private Step next() {
    while (true) {
      stopIfCancelled.run();
      if (stopped) {
        throw new IllegalStateException("nobody waits for more");
      }
      if (flushIsDue()) {
        return flush();
      }
      Long barrier = barriers.poll();
      if (barrier != null) {
        mark(barrier);
        return new Step.Pass(new Signal.Barrier(barrier));
      }
      if (held) {
        return new Step.Blocked(NEVER);
      }
      if (reader == null) {
        if (!splits.hasNext()) {
          return Step.DONE;
        }
        reader = open(splits.next());
        // Whoever stops the run now finds this reader; whoever did so before is seen here.
        stopIfCancelled.run();
      }
      switch (read(reader)) {
        case Step.Emit(Batch batch) -> {
          if (batch.rowCount() > 0) {
            rowsSinceFlush = true;
            news = true;
            context.read().add(batch.rowCount());
            return new Step.Emit(batch.withSequence(sequence++));
          }
          batch.close();
        }
        case Step.Done done -> closeReader();
        case Step.Blocked blocked -> {
          return rowsSinceFlush ? flush() : blocked;
        }
        case Step.Pass pass -> {
          return pass;
        }
        case Step.NeedsInput none -> throw new IllegalStateException("a reader feeds itself");
      }
    }
  }

  private SplitReader open(Split split) {
    SplitReader known = earlier.take(stage, context);
    return known == null ? split.open(context) : known;
  }

  /** In code of the user, which may wait for whatever it likes, a thread does not drive. */
  private Step read(SplitReader from) {
    if (stage.source().readers() == Source.Readers.ANY_THREAD) {
      return from.poll();
    }
    Drivers.leave();
    try {
      return from.poll();
    } finally {
      Drivers.enter();
    }
  }

  private boolean flushIsDue() {
    return unbounded && rowsSinceFlush && System.nanoTime() - lastFlush >= flushNanos;
  }

  private Step flush() {
    rowsSinceFlush = false;
    lastFlush = System.nanoTime();
    return new Step.Pass(Signal.FLUSH);
  }

  @Override
  public void stop() {
    stopped = true;
    SplitReader running = reader;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      closeReader();
      closeUnread();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.source(), stage.origin());
    }
  }

  private void closeReader() {
    SplitReader toClose = reader;
    if (toClose == null) {
      return;
    }
    boolean keeps = committing && toClose.commits();
    synchronized (counting) {
      reader = null;
      if (keeps) {
        kept.add(toClose);
      } else {
        past = past.plus(toClose.progress());
      }
    }
    if (!keeps) {
      toClose.close();
    }
  }

  // What a driver that commits asks for; see Checkpoints.

  /**
   * Keeps readers open until {@link #closeKept}, to commit what came last.
   *
   * @param readers of the run before, where that began anew
   */
  SourceNode committing(Readers readers) {
    committing = true;
    earlier = readers;
    return this;
  }

  /** Passes a barrier with the next poll; nobody polls a source any more that was closed. */
  void letIn(long barrier) {
    if (closed) {
      mark(barrier);
    } else {
      barriers.add(barrier);
    }
  }

  /** Reads no more, once the barriers that were let in have passed. */
  void hold() {
    held = true;
  }

  boolean isUnbounded() {
    return unbounded;
  }

  /** Whether something was read since the last mark, rows or what gave none. */
  boolean hasNews() {
    return news || readers().stream().anyMatch(SplitReader::hasMoved);
  }

  void mark(long id) {
    news = false;
    for (SplitReader open : readers()) {
      open.mark(id);
      marked.add(open);
    }
  }

  Set<Integer> commit(long id, Map<Integer, String> notes) {
    Set<Integer> committed = new HashSet<>();
    ask(open -> committed.addAll(open.commit(id, notes)));
    return committed;
  }

  List<Object> offsets(long id, Map<Integer, String> notes) {
    List<Object> offsets = new ArrayList<>();
    ask(open -> {
      if (open.commits()) {
        offsets.add(open.offsets(id, notes));
      }
    });
    return offsets;
  }

  void committed(long id) {
    ask(open -> open.committed(id));
  }

  /** One that was opened behind the mark has given nothing before it. */
  private void ask(Consumer<SplitReader> reader) {
    try {
      readers().stream().filter(marked::contains).forEach(reader);
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.source(), stage.origin());
    }
  }

  Progress progress() {
    synchronized (counting) {
      return readers().stream().map(SplitReader::progress).reduce(past, Progress::plus);
    }
  }

  Optional<SabotException> obstacle() {
    return readers().stream().flatMap(open -> open.obstacle().stream()).findFirst();
  }

  private List<SplitReader> readers() {
    List<SplitReader> readers = new ArrayList<>(kept);
    SplitReader open = reader;
    if (open != null) {
      readers.add(open);
    }
    return readers;
  }

  void moveKept(Readers to) {
    kept.forEach(reader -> to.put(stage, reader));
    kept.clear();
  }

  void closeKept() {
    List<SplitReader> toClose = List.copyOf(kept);
    synchronized (counting) {
      past = progress();
      kept.clear();
    }
    Failures.runAll(toClose.stream().map(open -> (Runnable) open::close).toList());
  }

  /** A single-use source belongs to this run also where nothing was read of it. */
  private void closeUnread() {
    while (stage.source().reopening() == Source.Reopening.ONCE && splits.hasNext()) {
      splits.next().open(context).close();
    }
  }
}
