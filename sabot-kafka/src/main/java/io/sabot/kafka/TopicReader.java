package io.sabot.kafka;

import io.sabot.RunOptions;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.SplitReader;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a topic: takes what the thread of the consumer has gathered and makes it into batches. */
final class TopicReader implements SplitReader {
  private final TopicSettings settings;
  private final RunContext context;
  private final Handover handover = new Handover();
  private final ConsumerThread consumer;
  private final RecordRows rows;
  private final Rejects rejects;
  private final Positions given = new Positions();
  private final SortedMap<Long, Positions> marks = new TreeMap<>();
  private @Nullable Chunk chunk;
  private int next;
  private boolean started;

  TopicReader(TopicSettings settings, Schema schema, RunContext context) {
    this.settings = settings;
    this.context = context;
    this.rows = new RecordRows(settings, schema);
    this.rejects = new Rejects(settings);
    RunOptions options = context.options();
    this.consumer =
        new ConsumerThread(
            settings,
            handover,
            new ConsumerThread.Limits(
                options.batchRows(), options.batchBytes(), options.flushInterval()),
            () -> Clients.consumer(settings));
  }

  @Override
  public Step poll() {
    if (!started) {
      started = true;
      consumer.start();
    }
    fill();
    if (rows.rows() > 0) {
      return new Step.Emit(rows.finish(context.allocator()));
    }
    return handover.isOver() ? Step.DONE : new Step.Blocked(handover.wakeUp());
  }

  private void fill() {
    RunOptions options = context.options();
    while (rows.rows() < options.batchRows() && rows.bytes() < options.batchBytes()) {
      Chunk from = chunk;
      if (from == null) {
        from = handover.take();
        if (from == null) {
          return;
        }
        consumer.taken();
        chunk = from;
        next = 0;
      }
      add(from.records().get(next++));
      given.set(from.partition(), from.tenure(), from.records().get(next - 1).offset() + 1);
      if (next == from.records().size()) {
        chunk = null;
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    try {
      rows.add(record);
    } catch (RuntimeException failure) {
      rejects.add(record, failure);
    }
  }

  @Override
  public boolean commits() {
    return settings.group != null;
  }

  @Override
  public void mark(long id) {
    marks.put(id, given.copy());
  }

  @Override
  public Set<Integer> commit(long id, Map<Integer, String> notes) {
    SortedMap<Long, Positions> until = marks.headMap(id + 1);
    if (until.isEmpty()) {
      return Set.of();
    }
    Positions positions = until.lastEntry().getValue();
    until.clear();
    if (settings.group != null) {
      rejects.flush();
      await(positions);
    }
    return Set.of();
  }

  private void await(Positions positions) {
    try {
      consumer.commit(positions).get(settings.timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      throw Problems.notCommitted(settings, failed.getCause());
    } catch (TimeoutException late) {
      throw Problems.notCommitted(settings, late);
    }
  }

  @Override
  public Progress progress() {
    long lag = consumer.lag();
    return new Progress(rejects.count(), lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag));
  }

  @Override
  public void close() {
    if (started) {
      consumer.stop();
    }
    rejects.close();
  }
}
