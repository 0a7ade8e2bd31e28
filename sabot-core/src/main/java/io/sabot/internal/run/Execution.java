package io.sabot.internal.run;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RestartException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryGovernor;
import io.sabot.memory.RootMemory;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Snapshots;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.source.RowCounter;
import io.sabot.source.Split;
import io.sabot.spill.SpillSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution of a tree of stages: opened stage by stage, polled by one driver at a time, closed
 * once. It has an allocator of its own; a failure closes everything before it is thrown, and is
 * thrown again by every later poll.
 *
 * <p>Closing may come from any thread. While a poll runs elsewhere, that poll gives up at its next
 * batch and frees everything itself; it then throws a {@link CancelledException}.
 */
public final class Execution implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Consumer<Step> DISCARD_STEP =
      step -> {
        if (step instanceof Step.Emit(Batch batch)) {
          batch.close();
        }
      };
  private static final Consumer<Pulled<VectorSchemaRoot>> DISCARD_ROOT =
      pulled -> {
        if (pulled instanceof Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root)) {
          root.close();
        }
      };

  private final Stage stage;
  private final BufferAllocator target;
  private final BufferAllocator allocator;
  private final RunContext context;
  private final @Nullable Checkpoints checkpoints;
  private final Readers earlier;
  private final Node root;
  private final Gate gate = new Gate();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private volatile @Nullable RuntimeException failure;
  private boolean done;

  /** Opens every stage; nothing is read yet. */
  public Execution(Stage stage, RunOptions options) {
    this(
        stage, options, null, new Readers(), Snapshots.NONE, CommitRequests.NONE, new RowCounter());
  }

  /**
   * As the constructor, for a driver that commits, and may keep state.
   *
   * @param earlier readers of a run that begins anew with this one
   * @param read counts what sources give
   */
  public static Execution committing(
      Stage stage,
      RunOptions options,
      Readers earlier,
      Snapshots snapshots,
      CommitRequests commits,
      RowCounter read) {
    return new Execution(stage, options, new Checkpoints(), earlier, snapshots, commits, read);
  }

  private Execution(
      Stage stage,
      RunOptions options,
      @Nullable Checkpoints checkpoints,
      Readers earlier,
      Snapshots snapshots,
      CommitRequests commits,
      RowCounter read) {
    this.earlier = earlier;
    this.stage = stage;
    this.checkpoints = checkpoints;
    this.target = options.allocator() == null ? RootMemory.root() : options.allocator();
    this.allocator =
        target.newChildAllocator("sabot-run-" + NUMBERS.incrementAndGet(), 0, Long.MAX_VALUE);
    this.context =
        new RunContext(
                options,
                allocator,
                MemoryGovernor.process().budget(options.memoryBudget()),
                stage.name(),
                ThreadLocalRandom.current().nextLong())
            .with(snapshots, commits)
            .with(read);
    List<Node> opened = new ArrayList<>();
    try {
      this.root = open(stage, opened);
    } catch (Throwable thrown) {
      Failures.closeAll(opened.reversed(), thrown);
      closeAllocator();
      if (thrown instanceof StackOverflowError) {
        throw Failures.of(thrown, stage.name(), stage.origin());
      }
      throw thrown;
    }
  }

  private Node open(Stage toOpen, List<Node> opened) {
    Segment segment = Segment.of(toOpen, context.options());
    Node node = segment == null ? openAlone(toOpen, opened) : openParallel(segment, opened);
    opened.add(node);
    return node;
  }

  private Node openParallel(Segment segment, List<Node> opened) {
    List<List<Node>> sides = new ArrayList<>();
    for (Stage.Operate stage : segment.stages()) {
      List<Node> besides = new ArrayList<>();
      stage.inputs().stream().skip(1).forEach(input -> besides.add(open(input, opened)));
      sides.add(besides);
    }
    if (segment.input() instanceof Stage.Read read) {
      List<Split> splits = SourceNode.splits(read);
      if (segment.takes(splits)) {
        return MorselNode.overSplits(segment, splits, sides, context, this::stopIfCancelled);
      }
      opened.add(
          noted(new SourceNode(read, splits, context.at(read.name()), this::stopIfCancelled)));
    } else {
      open(segment.input(), opened);
    }
    return MorselNode.over(segment, opened.getLast(), sides, context, this::stopIfCancelled);
  }

  private Node openAlone(Stage toOpen, List<Node> opened) {
    List<Node> inputs = new ArrayList<>();
    for (Stage input : toOpen.inputs()) {
      inputs.add(open(input, opened));
    }
    return switch (toOpen) {
      case Stage.Read read ->
          noted(new SourceNode(read, context.at(read.name()), this::stopIfCancelled));
      case Stage.Operate operate -> new OperatorNode(operate, inputs, context);
    };
  }

  private SourceNode noted(SourceNode source) {
    if (checkpoints != null) {
      checkpoints.add(source);
      return source.committing(earlier);
    }
    return source;
  }

  /** What a driver that commits tells the sources; null where the driver does not. */
  public @Nullable Checkpoints checkpoints() {
    return checkpoints;
  }

  /** The schema of every batch. */
  public Schema schema() {
    return stage.schema();
  }

  /** What a driver calls this run. */
  public Stage stage() {
    return stage;
  }

  /** The last stage and the line that built it, for warnings. */
  public String name() {
    return stage.name() + " (" + stage.origin() + ")";
  }

  /** Where results go: the allocator of the options. */
  public BufferAllocator target() {
    return target;
  }

  /** The context the stages run in. */
  public RunContext context() {
    return context;
  }

  /** Whether {@link #close} was called, or a failure or the end of a pull did it. */
  public boolean isClosed() {
    return gate.isClosing();
  }

  /** Whether all there is was polled; asked by the thread that polls. */
  boolean hasEnded() {
    return done;
  }

  /** Completes when the run is closed, for those who wait for something else meanwhile. */
  public CompletionStage<Void> whenClosed() {
    return closing;
  }

  /** The next batch, signal, wake-up or end. Batches pass to the driver. */
  public Step poll() {
    return work(this::pollRoot, Step.DONE, DISCARD_STEP);
  }

  /** What a driver does that does more than poll. */
  public interface Piece {
    /** False where nothing is left to do now. */
    boolean run(Supplier<Step> poll);
  }

  /**
   * Does a piece of work in which nothing is freed: who closes the run meanwhile leaves that to
   * this thread. False, too, where the run was closed before.
   */
  public boolean within(Piece piece) {
    return work(() -> piece.run(this::pollRoot), false, done -> {});
  }

  /**
   * As {@link #poll}, through the door: batches are dense, decoded, and in the user's allocator. At
   * the end everything is freed. Signals have nobody to go to and give {@link Pulled.Again}.
   */
  public Pulled<VectorSchemaRoot> pull() {
    Pulled<VectorSchemaRoot> pulled = work(this::pollDoor, new Pulled.End<>(), DISCARD_ROOT);
    if (pulled instanceof Pulled.End) {
      close();
    }
    return pulled;
  }

  private Step pollRoot() {
    if (done) {
      return Step.DONE;
    }
    Step step = root.poll();
    done = step instanceof Step.Done;
    return step;
  }

  private Pulled<VectorSchemaRoot> pollDoor() {
    return switch (pollRoot()) {
      case Step.Emit(Batch batch) -> new Pulled.Item<>(throughDoor(batch));
      case Step.Blocked(CompletionStage<?> wakeUp) -> new Pulled.Waiting<>(wakeUp);
      case Step.Done end -> new Pulled.End<>();
      default -> new Pulled.Again<>();
    };
  }

  private VectorSchemaRoot throughDoor(Batch batch) {
    try {
      return Doors.toRoot(batch, target);
    } catch (Throwable thrown) {
      throw Failures.of(thrown, stage.name(), stage.origin());
    }
  }

  private <R> R work(Supplier<R> work, R afterwards, Consumer<? super R> discard) {
    if (!gate.enter()) {
      RuntimeException earlier = failure;
      if (earlier != null) {
        throw earlier;
      }
      return afterwards;
    }
    R result;
    Drivers.enter();
    try {
      result = work.get();
    } catch (Throwable thrown) {
      throw failed(thrown);
    } finally {
      Drivers.leave();
    }
    if (gate.leave()) {
      CancelledException cancelled = closedElsewhere();
      discard.accept(result);
      releaseInto(cancelled);
      throw cancelled;
    }
    return result;
  }

  private RuntimeException failed(Throwable thrown) {
    RuntimeException first = Failures.of(thrown, stage.name(), stage.origin());
    failure = first;
    if (gate.leave()) {
      return stopped(first);
    }
    if (gate.close()) {
      closing.complete(null);
      releaseInto(first);
    }
    return first;
  }

  /** The run was closed meanwhile: what broke may well be what was stopped. */
  private RuntimeException stopped(RuntimeException broken) {
    CancelledException first =
        broken instanceof CancelledException cancelled ? cancelled : closedElsewhere();
    Failures.suppress(first, broken);
    failure = first;
    releaseInto(first);
    return first;
  }

  private void releaseInto(RuntimeException first) {
    try {
      release();
    } catch (RuntimeException second) {
      Failures.suppress(first, second);
    }
  }

  /** What each read of a source asks first, so that a long poll ends soon after it is cancelled. */
  private void stopIfCancelled() {
    if (gate.isClosing()) {
      throw closedElsewhere();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  CancelledException interrupted() {
    return cancelled(
        "the thread of a run must not be interrupted",
        "\"" + Thread.currentThread().getName() + "\" was",
        "the run is cancelled and freed; start it again if that was not meant");
  }

  CancelledException closedElsewhere() {
    return cancelled(
        "a run must stay open while it is pulled",
        "another thread closed it",
        "nothing is lost if that was meant; otherwise close it on the pulling thread");
  }

  private CancelledException cancelled(String rule, String value, String cure) {
    Problem problem =
        Problem.at(stage.name(), ErrorCode.CANCELLED).rule(rule).but(value).cure(cure).problem();
    return new CancelledException(problem.from(stage.origin()), null);
  }

  /** Frees everything the run holds. Batches handed out stay with their receivers. */
  @Override
  public void close() {
    boolean mine = gate.close();
    closing.complete(null);
    if (mine) {
      release();
    } else {
      context.spill().stop();
      root.stop();
    }
  }

  private void release() {
    try (SpillSpace spill = context.spill()) {
      root.close();
    } finally {
      try {
        if (checkpoints != null && !(failure instanceof RestartException)) {
          checkpoints.close();
        }
      } finally {
        closeAllocator();
      }
    }
  }

  private void closeAllocator() {
    if (allocator.getAllocatedMemory() > 0) {
      LOG.warn(
          "{}: a run must end with no memory held, but {} bytes are in use; "
              + "close what was kept from lent batches ({})",
          stage.name(),
          allocator.getAllocatedMemory(),
          stage.origin());
      return;
    }
    allocator.close();
  }
}
