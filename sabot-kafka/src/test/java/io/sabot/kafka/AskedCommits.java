package io.sabot.kafka;

import io.sabot.operator.CommitRequests;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Commits that a reader has asked for, to be made by a test. */
final class AskedCommits implements CommitRequests {
  private final Queue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();

  @Override
  public boolean areAnswered() {
    return true;
  }

  @Override
  public CompletionStage<Void> request() {
    CompletableFuture<Void> request = new CompletableFuture<>();
    open.add(request);
    return request;
  }

  /** The next that waits, or null. */
  @Nullable CompletableFuture<Void> next() {
    return open.poll();
  }
}
