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
 * step. Where partitions of the script go to another member, two jobs share the topic; then each
 * alone is killed behind each step, too. After each death others go on from what is committed.
 */
public final class JobTester {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final long SECONDS = 20;
  private static final int ATTEMPTS = 5;

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
          scene -> scene.killed(jobs -> scene.take(steps, jobs)));
      scenario(
          "killed behind step " + steps + ", committed behind step " + steps / 2,
          expected,
          scene ->
              scene.killed(jobs -> {
                scene.commit(steps / 2, jobs);
                scene.take(steps, jobs);
              }));
      if (script.needsOtherMember()) {
        scenario("first member killed behind step " + steps, expected, scene -> scene.first(steps));
        scenario("other member killed behind step " + steps, expected, scene -> scene.other(steps));
      }
      for (CrashingSink.Moment moment : CrashingSink.Moment.values()) {
        scenario(
            "killed at the commit behind step " + steps + ", " + moment,
            expected,
            scene -> scene.dies(steps, moment));
      }
    }
  }

  private void commitEach(Scene scene) {
    scene.killed(jobs -> {
      for (int steps = 1; steps <= script.size(); steps++) {
        scene.commit(steps, jobs);
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

  /** What a step of a scenario does with jobs that run. */
  private interface Running {
    void with(Members jobs);
  }

  /** A topic, a sink and a directory, and the jobs that go on there one after the other. */
  private final class Scene {
    private final Target target;
    private final StateDirectory directory;
    private final ScriptedTopic topic = new ScriptedTopic(script);
    private final Stream stream;
    private final @Nullable Stream otherStream;

    Scene(Target target, TestAllocator allocator, StateDirectory directory) {
      this.target = target;
      this.directory = directory;
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      this.stream = pipeline.apply(Stream.from(topic).with(options));
      this.otherStream =
          script.needsOtherMember()
              ? pipeline.apply(Stream.from(topic.otherMember()).with(options))
              : null;
    }

    Schema schema() {
      return stream.schema();
    }

    private Members start(Sink sink) {
      Job first = start(stream, sink);
      try {
        return new Members(first, startOther());
      } catch (RuntimeException failure) {
        first.close();
        throw failure;
      }
    }

    private @Nullable Job startOther() {
      return otherStream == null ? null : start(otherStream, target.sink());
    }

    private Job start(Stream of, Sink sink) {
      Delivery delivery = of.to(sink).commitEvery(NEVER);
      return (delivery.states().isEmpty() ? delivery : delivery.withState(directory.path()))
          .start();
    }

    void take(int steps, Members jobs) {
      topic.release(steps);
      topic.awaitTaken(jobs.whenOneEnded());
      jobs.requireNoFailure();
    }

    void commit(int steps, Members jobs) {
      take(steps, jobs);
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
      try (Members jobs = start(target.sink())) {
        running.with(jobs);
      }
    }

    /** The first member dies, and another takes its place while the other goes on. */
    void first(int steps) {
      try (Members jobs = start(target.sink())) {
        take(steps, jobs);
        jobs.first().close();
        try (Members next = new Members(start(stream, target.sink()), jobs.other())) {
          end(next);
        }
      }
    }

    /** The same of the other member. */
    void other(int steps) {
      try (Members jobs = start(target.sink())) {
        take(steps, jobs);
        jobs.closeOther();
        try (Members next = new Members(jobs.first(), startOther())) {
          end(next);
        }
      }
    }

    /** Dies at a moment of the first commit, which is asked for here where none was before. */
    void dies(int steps, CrashingSink.Moment moment) {
      try (Members jobs = start(new CrashingSink(target.sink(), moment))) {
        topic.release(steps);
        topic.awaitTaken(jobs.whenOneEnded());
        if (jobs.first().state() == JobState.RUNNING && answer() == null) {
          throw new AssertionError("a job must not commit where its sink fails");
        }
        jobs.requireCrash();
      }
    }

    /** To the end of the script, and once more where a transaction was void. */
    private void end(Members jobs) {
      Throwable failure = null;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        take(script.size(), jobs);
        failure = answer();
        if (failure == null) {
          jobs.stop();
          return;
        }
      }
      throw new AssertionError("a job must come to a commit at the end, but it does not", failure);
    }

    void finish() {
      try (Members jobs = start(target.sink())) {
        end(jobs);
      }
    }
  }
}
