package io.sabot.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the thread of the consumer has for the thread that drives the run. */
final class Handover {
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private CompletableFuture<Void> wakeUp = new CompletableFuture<>();
  private @Nullable RuntimeException failure;
  private boolean ended;
  private long records;
  private long bytes;

  /** Gives chunks away, and wakes whoever waits. */
  void give(List<Chunk> more) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      for (Chunk chunk : more) {
        chunks.add(chunk);
        records += chunk.records().size();
        bytes += chunk.bytes();
      }
      waiting = wakeUp;
    }
    waiting.complete(null);
  }

  /** Nothing more will come: for a reason, or because the end was reached. */
  void end(@Nullable RuntimeException reason) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      failure = failure == null ? reason : failure;
      ended = true;
      waiting = wakeUp;
    }
    waiting.complete(null);
  }

  /** The next chunk, or null where there is none now. */
  synchronized @Nullable Chunk take() {
    Chunk chunk = chunks.poll();
    if (chunk != null) {
      records -= chunk.records().size();
      bytes -= chunk.bytes();
    }
    return chunk;
  }

  /** Drops what waits of partitions that others read from now on. */
  synchronized void drop(Collection<TopicPartition> partitions) {
    chunks.removeIf(chunk -> partitions.contains(chunk.partition()));
    records = chunks.stream().mapToLong(chunk -> chunk.records().size()).sum();
    bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
  }

  /** Whether nothing waits and nothing more will; throws what went wrong. */
  synchronized boolean isOver() {
    if (chunks.isEmpty() && failure != null) {
      throw failure;
    }
    return chunks.isEmpty() && ended;
  }

  /** Completes when there is a chunk, or the end. */
  synchronized CompletableFuture<Void> wakeUp() {
    if (wakeUp.isDone() && chunks.isEmpty() && !ended) {
      wakeUp = new CompletableFuture<>();
    }
    return wakeUp;
  }

  synchronized long records() {
    return records;
  }

  synchronized long bytes() {
    return bytes;
  }
}
