package io.sabot.internal.flow;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.operator.CommitRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Commits that readers have asked for, from any thread, and what they wait for. */
final class RequestedCommits implements CommitRequests {
  private final Runnable wake;
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final List<Due> due = new ArrayList<>();
  private boolean over;

  /** Requests that the commit of this barrier, or of a later one, answers. */
  private record Due(long barrier, CompletableFuture<Void> answer) {}

  /** Nobody has asked yet; {@code wake} is called where somebody does. */
  RequestedCommits(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public boolean areAnswered() {
    return true;
  }

  @Override
  public CompletionStage<Void> request() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    synchronized (this) {
      if (over) {
        refuse(answer);
        return answer;
      }
      waiting.add(answer);
    }
    wake.run();
    return answer;
  }

  /** Whether a barrier is asked for. */
  synchronized boolean areWaiting() {
    return !waiting.isEmpty();
  }

  /** A barrier is let in, behind all that was asked for by now. */
  synchronized void take(long barrier) {
    waiting.forEach(answer -> due.add(new Due(barrier, answer)));
    waiting.clear();
  }

  /** What stands before a barrier is committed. */
  void done(long barrier) {
    List<Due> answered;
    synchronized (this) {
      answered = due.stream().filter(request -> request.barrier() <= barrier).toList();
      due.removeAll(answered);
    }
    answered.forEach(request -> request.answer().complete(null));
  }

  /** Nothing is committed any more. */
  void end() {
    synchronized (this) {
      over = true;
    }
    refuseAll();
  }

  /** What was read so far will not be committed; whoever asks from now on is answered. */
  void refuseAll() {
    List<CompletableFuture<Void>> refused = new ArrayList<>();
    synchronized (this) {
      refused.addAll(waiting);
      due.forEach(request -> refused.add(request.answer()));
      waiting.clear();
      due.clear();
    }
    refused.forEach(RequestedCommits::refuse);
  }

  private static void refuse(CompletableFuture<Void> answer) {
    answer.completeExceptionally(
        new CancelledException(
            Problem.at("commit", ErrorCode.CANCELLED)
                .rule("a job must run to commit")
                .but("it has ended, or begins anew")
                .cure("nothing is lost: the next run repeats what was not committed")
                .problem(),
            null));
  }
}
