package io.sabot.operator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How a reader asks whoever drives its run for a commit before its time. */
public interface CommitRequests {
  /** Of runs that commit nothing. */
  CommitRequests NONE =
      new CommitRequests() {
        @Override
        public boolean areAnswered() {
          return false;
        }

        @Override
        public CompletionStage<Void> request() {
          return CompletableFuture.failedFuture(
              new IllegalStateException("the run commits nothing"));
        }
      };

  /** Whether the run commits at all. */
  boolean areAnswered();

  /**
   * Asks for a commit of all that readers have given so far. Any thread may ask, and may wait: the
   * commit is made by the thread that drives the run, which calls {@code commit} of the reader.
   *
   * @return completes when it is made, exceptionally where the run ends without it
   */
  CompletionStage<Void> request();
}
