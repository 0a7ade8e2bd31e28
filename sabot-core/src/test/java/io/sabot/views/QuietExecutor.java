package io.sabot.views;

import java.util.concurrent.Executor;

/** Hands tasks to another executor and can wait until none is queued or running. */
final class QuietExecutor implements Executor {
  private final Executor beneath;
  private int tasks;

  QuietExecutor(Executor beneath) {
    this.beneath = beneath;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      tasks++;
    }
    beneath.execute(() -> {
      try {
        task.run();
      } finally {
        finished();
      }
    });
  }

  private synchronized void finished() {
    tasks--;
    notifyAll();
  }

  synchronized void awaitQuiet() throws InterruptedException {
    while (tasks > 0) {
      wait();
    }
  }
}
