package io.sabot.memory;

import java.util.ArrayList;
import java.util.List;

/** A process that asks for its governor from several threads at once. */
final class GovernorProcess {
  private static final int THREADS = 4;

  private GovernorProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> MemoryGovernor.process().budget(1).reserve("run").close()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
