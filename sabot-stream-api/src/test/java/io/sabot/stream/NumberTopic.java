package io.sabot.stream;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.Tables;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Numbers that a test sends; keeps its place as a broker would. */
final class NumberTopic implements Source {
  private static final Schema NUMBERS = Tables.schema("n:long");

  private final Boundedness boundedness;
  private final ArrayDeque<long[]> sent = new ArrayDeque<>();
  private final TreeMap<Long, Long> marks = new TreeMap<>();
  private CompletableFuture<Void> news = new CompletableFuture<>();
  private volatile CommitRequests requests = CommitRequests.NONE;
  private boolean ended;
  private boolean tellsLag;
  private long given;
  private long committed;

  NumberTopic(Boundedness boundedness) {
    this.boundedness = boundedness;
  }

  synchronized void send(long... numbers) {
    sent.add(numbers);
    news.complete(null);
  }

  synchronized void end() {
    ended = true;
    news.complete(null);
  }

  /** From now on readers know how many numbers lie behind those that were given. */
  synchronized void tellLag() {
    tellsLag = true;
  }

  /** Those of the run that reads it. */
  CommitRequests requests() {
    return requests;
  }

  synchronized long committed() {
    return committed;
  }

  void awaitCommitted(long count) {
    await(count, () -> committed);
  }

  void awaitGiven(long count) {
    await(count, () -> given);
  }

  private synchronized void await(long count, LongSupplier value) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (value.getAsLong() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("expected " + count + " but was " + value.getAsLong());
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  @Override
  public String name() {
    return "topic";
  }

  @Override
  public Schema schema() {
    return NUMBERS;
  }

  @Override
  public Boundedness boundedness() {
    return boundedness;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public boolean commits() {
    return true;
  }

  @Override
  public List<Split> splits() {
    return List.of(Reader::new);
  }

  private final class Reader implements SplitReader {
    private final BufferAllocator buffers;

    Reader(RunContext context) {
      this.buffers = context.allocator();
      requests = context.commits();
    }

    @Override
    public Step poll() {
      synchronized (NumberTopic.this) {
        long[] numbers = sent.poll();
        if (numbers == null) {
          news = news.isDone() && !ended ? new CompletableFuture<>() : news;
          return ended ? Step.DONE : new Step.Blocked(news);
        }
        given += numbers.length;
        NumberTopic.this.notifyAll();
        return new Step.Emit(batch(numbers));
      }
    }

    private Batch batch(long[] numbers) {
      VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, buffers);
      BigIntVector vector = (BigIntVector) root.getVector(0);
      for (int i = 0; i < numbers.length; i++) {
        vector.setSafe(i, numbers[i]);
      }
      root.setRowCount(numbers.length);
      return Doors.own(root);
    }

    @Override
    public boolean commits() {
      return true;
    }

    @Override
    public Progress progress() {
      synchronized (NumberTopic.this) {
        long behind = sent.stream().mapToLong(numbers -> numbers.length).sum();
        return new Progress(0, tellsLag ? OptionalLong.of(behind) : OptionalLong.empty());
      }
    }

    @Override
    public void mark(long id) {
      synchronized (NumberTopic.this) {
        marks.put(id, given);
      }
    }

    @Override
    public Set<Integer> commit(long id, Map<Integer, String> notes) {
      committed(id);
      return Set.of();
    }

    @Override
    public Object offsets(long id, Map<Integer, String> notes) {
      synchronized (NumberTopic.this) {
        return marks.get(id);
      }
    }

    @Override
    public void committed(long id) {
      synchronized (NumberTopic.this) {
        committed = marks.get(id);
        NumberTopic.this.notifyAll();
      }
    }

    @Override
    public void close() {}
  }
}
