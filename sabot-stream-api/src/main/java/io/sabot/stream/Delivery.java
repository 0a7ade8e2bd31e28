package io.sabot.stream;

import static java.util.Objects.requireNonNull;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.UnreadableState;
import io.sabot.internal.flow.JobDriver;
import io.sabot.internal.flow.JobPlan;
import io.sabot.internal.flow.JobWriter;
import io.sabot.internal.snapshot.SnapshotStore;
import io.sabot.sink.Sink;
import io.sabot.source.Source.Boundedness;
import io.sabot.stream.internal.plan.ForgottenState;
import io.sabot.stream.internal.plan.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream and the sink it goes to: what {@link Stream#to} gives. Immutable; nothing runs until
 * {@link #start}, and every start is a run of its own.
 */
public final class Delivery {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Stream stream;
  private final Sink sink;
  private final Duration interval;
  private final @Nullable SnapshotStore state;

  private Delivery(Stream stream, Sink sink, Duration interval, @Nullable SnapshotStore state) {
    this.stream = stream;
    this.sink = sink;
    this.interval = interval;
    this.state = state;
  }

  static Delivery of(Stream stream, Sink sink) {
    Planner.check(stream.plan());
    ForgottenState.check(stream.plan());
    if (!stream.isBounded() && sink.commits() == Sink.Commits.ONCE) {
      throw Problem.at("to", ErrorCode.UNBOUNDED_INPUT)
          .rule("\"" + sink.name() + "\" shows what it has once, at the end of the stream")
          .but("the stream never ends")
          .cure("take the first rows with limit(n), or choose a sink that commits again and again")
          .plan()
          .from(Origin.capture());
    }
    Writing.check(stream, sink);
    // How often it commits may still be said.
    var _ = Upstreams.within(stream, sink, Duration.ZERO);
    return new Delivery(stream, sink, DEFAULT_INTERVAL, null);
  }

  /**
   * How long rows that were written may wait to be committed, and with them the place from which a
   * later run goes on; one second unless said. A stream that ends commits once, at its end.
   */
  public Delivery commitEvery(Duration interval) {
    if (interval.isNegative() || interval.compareTo(LONGEST) > 0) {
      throw Problem.at("commitEvery", ErrorCode.INVALID_ARGUMENT)
          .rule("the interval must lie between zero and a year")
          .but("it is " + interval)
          .cure("give a duration such as Duration.ofSeconds(1)")
          .plan()
          .from(Origin.capture());
    }
    var _ = Upstreams.within(stream, sink, interval);
    return new Delivery(stream, sink, interval, state);
  }

  /**
   * As {@link #withState(Path, UnreadableState)}, where a job refuses to begin without the state
   * that belongs to the place it goes on from.
   */
  public Delivery withState(Path directory) {
    return withState(directory, UnreadableState.REFUSE);
  }

  /**
   * Where the states of the plan are kept, so that a later run, or another member of the group,
   * goes on with them: a directory that all members share, which is made where it is not there.
   * With each commit the groups that have changed are written, and the commit names them.
   *
   * @param unreadable what becomes of a state that cannot be used
   * @throws io.sabot.PlanException where the plan has no such state
   */
  public Delivery withState(Path directory, UnreadableState unreadable) {
    requireNonNull(directory, "directory");
    requireNonNull(unreadable, "unreadable");
    return new Delivery(
        stream, sink, interval, LastingState.of(stream.stage()).in(directory, unreadable));
  }

  /** The names of the states that a later run goes on with; see {@link #withState(Path)}. */
  public Set<String> states() {
    return Set.copyOf(LastingState.of(stream.stage()).states());
  }

  /**
   * Starts a run and returns at once. It works on the executor of the stream's options, or on
   * threads of the library, and holds one only while it has something to do.
   *
   * @throws io.sabot.PlanException where the plan has a state by key that a later run would lack
   */
  public Job start() {
    LastingState.of(stream.stage()).require(state);
    Sink target = Upstreams.within(stream, sink, interval);
    JobDriver driver =
        new JobDriver(
            new JobPlan(
                stream.stage(),
                stream.options(),
                running -> JobWriter.open(target, stream.options(), running),
                stream.isBounded() ? Boundedness.BOUNDED : Boundedness.UNBOUNDED,
                requireNonNull(interval),
                state));
    Job job =
        new Job(
            driver,
            stream.stage().name() + " to " + sink.name(),
            new Lookups(driver, stream.stage()));
    driver.start();
    return job;
  }
}
