package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.SharingRun;
import io.sabot.operator.Signal;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.operator.TimedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Feeds an operator's run from its inputs, in turn, whenever it asks. */
final class OperatorNode implements Node {
  private final Stage.Operate stage;
  private final List<Node> inputs;
  private final boolean[] finished;
  private final OperatorRun run;
  private final @Nullable Ticks ticks;
  private final @Nullable Helping helping;

  /** Pieces of the end of {@link #ending}, which the run is told of behind them. */
  private volatile @Nullable Node parts;

  private int ending;
  private int turn;
  private boolean closed;

  /** How pieces of work are done by several threads. */
  interface Helping {
    /** A node that does them, and others when these are through, until there are none. */
    Node over(Stage.Operate stage, Supplier<List<RunPart>> parts);
  }

  OperatorNode(Stage.Operate stage, List<Node> inputs, RunContext context) {
    this(stage, inputs, context, null);
  }

  /**
   * Over inputs that pass to this.
   *
   * @param helping who helps with what is to be done before the first rows, if anyone does
   */
  OperatorNode(
      Stage.Operate stage, List<Node> inputs, RunContext context, @Nullable Helping helping) {
    this.stage = stage;
    this.helping = helping;
    this.inputs = inputs;
    this.finished = new boolean[inputs.size()];
    try {
      this.run =
          stage
              .operator()
              .open(context.at(stage.name()), stage.inputs().stream().map(Stage::schema).toList());
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
    this.ticks = run instanceof TimedRun timed ? new Ticks(timed) : null;
  }

  private OperatorNode(Stage.Operate stage, Node input, OperatorRun run) {
    this.stage = stage;
    this.inputs = List.of(input);
    this.finished = new boolean[1];
    this.run = run;
    this.ticks = null;
    this.helping = null;
  }

  /** Another node of the same stage, for other rows. */
  OperatorNode beside(Node input, RunContext context) {
    try {
      return switch (run) {
        case SharingRun sharing -> new OperatorNode(stage, input, sharing.share());
        case MergingRun merging -> new OperatorNode(stage, input, merging.beside());
        default -> new OperatorNode(stage, List.of(input), context);
      };
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  @Override
  public Step poll() {
    while (true) {
      Step working = pollParts();
      if (working != null) {
        return working;
      }
      Step step = pollRun();
      if (step instanceof Step.Done) {
        closeInputs();
        return step;
      }
      if (!(step instanceof Step.NeedsInput)) {
        return step;
      }
      if (ticks != null && ticked(ticks)) {
        continue;
      }
      Step.Blocked blocked = feed();
      if (blocked != null) {
        return blocked;
      }
    }
  }

  /** Null where no piece of work is left. */
  private @Nullable Step pollParts() {
    Node working = parts;
    if (working == null) {
      return null;
    }
    Step step = working.poll();
    if (!(step instanceof Step.Done)) {
      return step;
    }
    parts = null;
    working.close();
    end(ending);
    return null;
  }

  private Step pollRun() {
    try {
      return run.poll();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  private boolean ticked(Ticks clock) {
    try {
      return clock.tick();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  /** Feeds one step of one input; where every open input is blocked, says so. */
  private Step.@Nullable Blocked feed() {
    List<CompletableFuture<?>> wakeUps = new ArrayList<>();
    for (int i = 0; i < finished.length; i++) {
      int input = (turn + i) % finished.length;
      if (finished[input] || !run.accepts(input)) {
        continue;
      }
      Step step = inputs.get(input).poll();
      if (step instanceof Step.Blocked(CompletionStage<?> wakeUp)) {
        wakeUps.add(wakeUp.toCompletableFuture());
        continue;
      }
      turn = (input + 1) % finished.length;
      give(input, step);
      return null;
    }
    if (wakeUps.isEmpty()) {
      throw new IllegalStateException(stage.name() + " needs input but accepts none");
    }
    CompletableFuture<Void> tick = ticks == null ? null : ticks.wakeUp();
    if (tick != null) {
      wakeUps.add(tick);
    }
    return new Step.Blocked(CompletableFuture.anyOf(wakeUps.toArray(CompletableFuture[]::new)));
  }

  private void give(int input, Step step) {
    try {
      switch (step) {
        case Step.Emit(Batch batch) -> run.push(input, batch);
        case Step.Pass(Signal signal) -> run.signal(input, signal);
        default -> finish(input);
      }
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  private void finish(int input) {
    finished[input] = true;
    if (helping != null && input > 0 && run instanceof SharingRun sharing) {
      ending = input;
      parts = helping.over(stage, () -> parts(sharing, input));
    } else {
      run.finish(input);
    }
  }

  private void end(int input) {
    try {
      run.finish(input);
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  private List<RunPart> parts(SharingRun sharing, int input) {
    try {
      return sharing.parts(input);
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  /** The rows that come next are of this morsel. */
  void begin(long morsel) {
    switch (run) {
      case SharingRun sharing -> sharing.begin(morsel);
      case MergingRun merging -> merging.begin(morsel);
      default -> {}
    }
  }

  /** Takes over what another node of the same stage has kept; it is only closed afterwards. */
  void merge(OperatorNode other) {
    try {
      ((MergingRun) run).merge(other.run);
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  /** Pieces of what is left to do once all is merged. */
  List<RunPart> endParts() {
    try {
      return ((MergingRun) run).parts();
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }

  @Override
  public void stop() {
    inputs.forEach(Node::stop);
    Node working = parts;
    if (working != null) {
      working.stop();
    }
  }

  private void closeParts() {
    Node working = parts;
    if (working != null) {
      working.close();
    }
  }

  /** Closes every input, whatever happens, and throws the first failure. */
  private void closeInputs() {
    List<Runnable> closings = new ArrayList<>();
    inputs.forEach(input -> closings.add(input::close));
    Failures.runAll(closings);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (ticks != null) {
      ticks.close();
    }
    try (run) {
      Failures.runAll(List.of(this::closeParts, this::closeInputs));
    } catch (Throwable failure) {
      throw Failures.of(failure, stage.operator(), stage.origin());
    }
  }
}
