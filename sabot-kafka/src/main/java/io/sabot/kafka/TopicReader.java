package io.sabot.kafka;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.source.Progress;
import io.sabot.source.SplitReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic: takes what the thread of the consumer has gathered and makes it into batches. */
final class TopicReader implements SplitReader {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private final TopicSettings settings;
  private final Schema schema;
  private final Handover handover = new Handover();
  private final ConsumerThread consumer;
  private final Rejects rejects;
  private final Positions given = new Positions();
  private final SortedMap<Long, Positions> marks = new TreeMap<>();
  private RunContext context;
  private RecordRows rows;
  private @Nullable Chunk chunk;
  private int next;
  private @Nullable Signal change;
  private @Nullable TransactionOffsets held;
  private boolean started;
  private volatile boolean moved;

  TopicReader(TopicSettings settings, Schema schema, RunContext context) {
    this.settings = settings;
    this.schema = schema;
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
            context.commits(),
            () -> Clients.consumer(settings));
  }

  @Override
  public Step poll() {
    if (!started) {
      started = true;
      consumer.start();
    }
    if (change == null) {
      fill();
    }
    if (rows.rows() > 0) {
      return new Step.Emit(rows.finish(context.allocator()));
    }
    Signal signal = change;
    if (signal != null) {
      change = null;
      return new Step.Pass(signal);
    }
    return handover.isOver() ? Step.DONE : new Step.Blocked(handover.wakeUp());
  }

  /** Takes records until there are enough, or none, or partitions came or went. */
  private void fill() {
    while (hasRoom()) {
      Chunk from = chunk == null ? arriving() : chunk;
      chunk = from;
      if (from == null) {
        return;
      }
      if (!from.tenure().isRead() || addAll(from)) {
        chunk = null;
      }
    }
  }

  private boolean hasRoom() {
    RunOptions options = context.options();
    return rows.rows() < options.batchRows() && rows.bytes() < options.batchBytes();
  }

  /** Adds what there is room for; whether that was all. */
  private boolean addAll(Chunk from) {
    List<ConsumerRecord<byte[], byte[]>> records = from.records();
    int first = next;
    while (next < records.size() && hasRoom() && from.tenure().isRead()) {
      add(records.get(next++));
    }
    if (next > first) {
      given.set(from.tenure(), from.behind(next - 1));
      moved = true;
    }
    return next == records.size();
  }

  private @Nullable Chunk arriving() {
    switch (handover.take()) {
      case Arrival.Records(Chunk arrived) -> {
        consumer.taken();
        next = 0;
        return arrived;
      }
      case Arrival.Change(Signal signal) -> change = signal;
      case null -> {}
    }
    return null;
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
    marks.put(id, given.mark());
    moved = false;
  }

  @Override
  public boolean hasMoved() {
    return moved;
  }

  @Override
  public Set<Integer> commit(long id, Map<Integer, String> notes) {
    Positions positions = marked(id);
    // Who has read nothing can stop while the brokers are away.
    return settings.group == null || positions.next().isEmpty()
        ? Set.of()
        : await(consumer.commit(positions, notes));
  }

  @Override
  public Object offsets(long id, Map<Integer, String> notes) {
    TransactionOffsets offsets = await(consumer.hold(marked(id), notes));
    held = offsets;
    return offsets;
  }

  @Override
  public void committed(long id) {
    TransactionOffsets offsets = held;
    if (offsets != null) {
      held = null;
      consumer.release(offsets);
    }
  }

  /** What was given before a mark; poison among it has arrived where it goes. */
  private Positions marked(long id) {
    rejects.flush();
    SortedMap<Long, Positions> until = marks.headMap(id + 1);
    Positions positions = until.isEmpty() ? new Positions() : until.lastEntry().getValue();
    until.clear();
    return positions;
  }

  private <T> T await(Future<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problems.interrupted(settings.name());
    } catch (ExecutionException failed) {
      throw Problems.notCommitted(settings, failed.getCause());
    }
  }

  @Override
  public boolean rewind(RunContext next) {
    if (!started || settings.end != null) {
      return false;
    }
    context = next;
    rows = new RecordRows(settings, schema);
    chunk = null;
    change = null;
    held = null;
    given.clear();
    marks.clear();
    moved = false;
    rejects.restart();
    try {
      return await(consumer.rewind());
    } catch (RuntimeException failure) {
      LOG.info("{}: the consumer cannot go on, and is opened anew", settings.name(), failure);
      return false;
    }
  }

  @Override
  public Progress progress() {
    return new Progress(rejects.count(), consumer.lag());
  }

  @Override
  public Optional<SabotException> obstacle() {
    return consumer.obstacle();
  }

  @Override
  public void stop() {
    consumer.stop();
  }

  @Override
  public void close() {
    consumer.stop();
    if (started) {
      consumer.join();
    }
    rejects.close();
  }
}
