package io.sabot.stream.testkit;

import io.sabot.JobState;
import io.sabot.RunOptions;
import io.sabot.sink.Sink;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.ScriptedTopic;
import io.sabot.testkit.ShelfSink;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TopicScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline as a job over a scripted topic, has its process die at every moment there is, and
 * asserts that what arrives is what the pipeline makes of the same rows as a table. Needs no
 * broker. Immutable.
 *
 * <pre>{@code
 * JobTester.of(script, readings -> readings.filter(col("celsius").gt(30)))
 *     .expect(Guarantee.EXACTLY_ONCE)
 *     .run();
 * }</pre>
 *
 * <p>The job is run to its end; with a commit behind each step of the script; and killed behind
 * each step, with and without a commit half way, and at three moments of the commit behind each
 * step. After each death another job goes on from what is committed.
 */
public final class JobTester {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final long SECONDS = 20;

  private final TopicScript script;
  private final UnaryOperator<Stream> pipeline;
  private final Guarantee guarantee;
  private final List<String> keys;
  private final @Nullable Supplier<Target> targets;

  /** A sink and what it shows. */
  private record Target(Sink sink, Supplier<List<Row>> shown) {}

  private JobTester(
      TopicScript script,
      UnaryOperator<Stream> pipeline,
      Guarantee guarantee,
      List<String> keys,
      @Nullable Supplier<Target> targets) {
    this.script = script;
    this.pipeline = pipeline;
    this.guarantee = guarantee;
    this.keys = keys;
    this.targets = targets;
  }

  /** A pipeline over a topic: at least once, into a {@link ShelfSink}, unless said otherwise. */
  public static JobTester of(TopicScript script, UnaryOperator<Stream> pipeline) {
    return new JobTester(script, pipeline, Guarantee.AT_LEAST_ONCE, List.of(), null);
  }

  /** What is promised. */
  public JobTester expect(Guarantee other) {
    return new JobTester(script, pipeline, other, keys, targets);
  }

  /** Of rows with equal values in these columns the last counts, as with running aggregates. */
  public JobTester lastBy(String... columns) {
    return new JobTester(script, pipeline, guarantee, List.of(columns), targets);
  }

  /**
   * Into a sink of one's own.
   *
   * @param sinks gives a fresh one for each run of the script; jobs of one run share it
   * @param shown reads what it shows, in the order in which it came
   */
  public <S extends Sink> JobTester into(Supplier<S> sinks, Function<S, List<Row>> shown) {
    return new JobTester(
        script,
        pipeline,
        guarantee,
        keys,
        () -> {
          S sink = sinks.get();
          return new Target(sink, () -> shown.apply(sink));
        });
  }

  private Target target() {
    if (targets != null) {
      return targets.get();
    }
    ShelfSink shelf =
        guarantee == Guarantee.EXACTLY_ONCE ? ShelfSink.transactional() : ShelfSink.immediate();
    return new Target(shelf, shelf::shown);
  }

  /** Tries all of it, and asserts that no byte is held after each. */
  public void run() {
    List<Row> expected = table();
    scenario("run to the end", expected, scene -> {});
    scenario("with a commit behind each step", expected, this::commitEach);
    for (int step = 0; step <= script.size(); step++) {
      int steps = step;
      scenario(
          "killed behind step " + steps,
          expected,
          scene -> scene.killed(job -> scene.take(steps, job)));
      scenario(
          "killed behind step " + steps + ", committed behind step " + steps / 2,
          expected,
          scene ->
              scene.killed(job -> {
                scene.commit(steps / 2, job);
                scene.take(steps, job);
              }));
      for (CrashingSink.Moment moment : CrashingSink.Moment.values()) {
        scenario(
            "killed at the commit behind step " + steps + ", " + moment,
            expected,
            scene -> scene.dies(steps, moment));
      }
    }
  }

  private void commitEach(Scene scene) {
    scene.killed(job -> {
      for (int steps = 1; steps <= script.size(); steps++) {
        scene.commit(steps, job);
      }
    });
  }

  /** What the pipeline makes of the rows as a table. */
  private List<Row> table() {
    try (TestAllocator allocator = new TestAllocator()) {
      Stream table = Stream.from(ScriptedTopic.bounded(script));
      return Rows.drain(
              pipeline.apply(table.with(RunOptions.DEFAULTS.withAllocator(allocator))).iterator())
          .list();
    }
  }

  /** What happens before the job that goes on to the end. */
  private interface Before {
    void play(Scene scene);
  }

  private void scenario(String name, List<Row> expected, Before before) {
    try (TestAllocator allocator = new TestAllocator();
        StateDirectory directory = StateDirectory.create()) {
      Scene scene = new Scene(target(), allocator, directory);
      before.play(scene);
      scene.finish();
      new Arrived(scene.schema(), guarantee, keys).check(expected, scene.target.shown().get());
    } catch (Throwable failure) {
      throw new AssertionError(name + ": " + failure.getMessage(), failure);
    }
  }

  /** What a step of a scenario does with a job that runs. */
  private interface Running {
    void with(Job job);
  }

  /** A topic, a sink and a directory, and the jobs that go on there one after the other. */
  private final class Scene {
    private final Target target;
    private final StateDirectory directory;
    private final ScriptedTopic topic = new ScriptedTopic(script);
    private final Stream stream;

    Scene(Target target, TestAllocator allocator, StateDirectory directory) {
      this.target = target;
      this.directory = directory;
      this.stream =
          pipeline.apply(Stream.from(topic).with(RunOptions.DEFAULTS.withAllocator(allocator)));
    }

    Schema schema() {
      return stream.schema();
    }

    private Job start(Sink sink) {
      Delivery delivery = stream.to(sink).commitEvery(NEVER);
      return (delivery.states().isEmpty() ? delivery : delivery.withState(directory.path()))
          .start();
    }

    void take(int steps, Job job) {
      topic.release(steps);
      topic.awaitTaken(job.whenEnded());
      if (job.state() == JobState.FAILED) {
        job.await();
      }
    }

    void commit(int steps, Job job) {
      take(steps, job);
      answer();
    }

    private @Nullable Throwable answer() {
      try {
        topic.requestCommit().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        return null;
      } catch (ExecutionException failed) {
        return failed.getCause();
      } catch (TimeoutException late) {
        throw new AssertionError("a commit must come to an end, but it does not", late);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }

    void killed(Running running) {
      try (Job job = start(target.sink())) {
        running.with(job);
      }
    }

    /** Dies at a moment of the first commit, which is asked for here where none was before. */
    void dies(int steps, CrashingSink.Moment moment) {
      try (Job job = start(new CrashingSink(target.sink(), moment))) {
        topic.release(steps);
        topic.awaitTaken(job.whenEnded());
        if (job.state() == JobState.RUNNING && answer() == null) {
          throw new AssertionError("a job must not commit where its sink fails");
        }
        requireCrash(job);
      }
    }

    private void requireCrash(Job job) {
      JobState state = job.whenEnded().toCompletableFuture().join();
      Throwable failure = job.error().orElse(null);
      if (state != JobState.FAILED
          || failure == null
          || !(failure.getCause() instanceof CrashingSink.Crash)) {
        throw new AssertionError("the job must fail as its sink does, but it is " + state, failure);
      }
    }

    void finish() {
      try (Job job = start(target.sink())) {
        take(script.size(), job);
        job.stop();
      }
    }
  }
}
