package io.sabot.kafka.faults;

import io.sabot.JobState;
import io.sabot.stream.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs jobs until it is told to stop, or its parent is gone. */
final class MemberMain {
  private static final int FAILED = 3;

  private MemberMain() {}

  /** The file that says a process has started its jobs. */
  static Path started(Path folder, String name) {
    return folder.resolve(name + ".started");
  }

  /** Arguments: brokers, a folder, the name of this process, names of its work. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    String name = arguments[2];
    List<Job> jobs = new ArrayList<>();
    for (int i = 3; i < arguments.length; i++) {
      Job job = Work.valueOf(arguments[i]).delivery(arguments[0], folder, name).start();
      job.whenEnded().thenAccept(state -> endIfFailed(job, state));
      jobs.add(job);
    }
    Files.createFile(started(folder, name));
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(1);
    }
    jobs.forEach(Job::stop);
    System.exit(0);
  }

  private static void endIfFailed(Job job, JobState state) {
    if (state == JobState.FAILED) {
      System.out.println(job);
      job.error().ifPresent(failure -> failure.printStackTrace(System.out));
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
