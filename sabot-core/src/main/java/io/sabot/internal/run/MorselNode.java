package io.sabot.internal.run;

import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.source.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A segment that several threads run: the one that polls, and {@link Workers} that help. Whoever is
 * free takes the next morsel and pushes it through stages of its own. The driver never waits for a
 * helper to start, so that a run goes on where all of them are busy; helpers are asked for when
 * there is more to do than one thread does as fast.
 */
final class MorselNode implements Node {
  private static final int MORSELS_PER_WORKER = 4;
  private static final int BATCHES_PER_MORSEL = 4;

  private final Segment segment;
  private final RunContext context;
  private final Runnable stopIfCancelled;
  private final Line line;
  private final boolean givesAtEnd;
  private final Feed feed;
  private final Lane own;
  private volatile @Nullable PartsNode end;
  private boolean prepared;
  private boolean over;
  private boolean closed;

  private MorselNode(
      Segment segment,
      RunContext context,
      Runnable stopIfCancelled,
      List<List<Node>> sides,
      Function<MorselNode, Feed> feeding) {
    this.segment = segment;
    this.givesAtEnd = segment.givesAtEnd();
    this.context = context;
    this.stopIfCancelled = stopIfCancelled;
    this.line =
        new Line(
            segment.results(),
            segment.workers() * MORSELS_PER_WORKER,
            BATCHES_PER_MORSEL * context.options().batchBytes());
    this.own = new Lane(segment, context, null, line::isStopped);
    this.feed = feeding.apply(this);
    this.prepared = !segment.hasSides();
    own.open(
        sides,
        (stage, parts) -> new PartsNode(segment.piecesOf(stage), context, stopIfCancelled, parts));
  }

  /** Over opened inputs, which stay with the caller where this fails. */
  static MorselNode over(
      Segment segment,
      Node input,
      List<List<Node>> sides,
      RunContext context,
      Runnable stopIfCancelled) {
    return new MorselNode(
        segment,
        context,
        stopIfCancelled,
        sides,
        node -> new BatchFeed(input, segment.input(), context, node.line, node::wake));
  }

  /** Over the splits of a source, each read by the worker that takes it. */
  static MorselNode overSplits(
      Segment segment,
      List<Split> splits,
      List<List<Node>> sides,
      RunContext context,
      Runnable stopIfCancelled) {
    return new MorselNode(
        segment,
        context,
        stopIfCancelled,
        sides,
        node ->
            new SplitFeed(
                (Stage.Read) segment.input(), splits, context, stopIfCancelled, node.line));
  }

  /** Over pieces of the end of a run, which pass to this. */
  static MorselNode overParts(
      Segment segment, List<RunPart> parts, RunContext context, Runnable stopIfCancelled) {
    return new MorselNode(
        segment, context, stopIfCancelled, List.of(), node -> new PartFeed(parts, node.line));
  }

  @Override
  public Step poll() {
    if (!prepared) {
      Step step = own.prepare();
      if (step != null) {
        return step;
      }
      prepared = true;
    }
    while (!over) {
      long seen = line.events();
      Step step = line.poll();
      if (step != null) {
        help();
        return step;
      }
      if (line.isOver()) {
        finish();
      } else {
        stopIfCancelled.run();
        if (!drive()) {
          return new Step.Blocked(line.after(seen));
        }
      }
    }
    stopIfCancelled.run();
    return givesAtEnd ? rest() : Step.DONE;
  }

  private Step rest() {
    PartsNode ending = end;
    if (ending != null) {
      Step step = ending.poll();
      if (!(step instanceof Step.Done)) {
        return step;
      }
      end = null;
      own.end();
    }
    return own.rest();
  }

  /** Does a piece of work on the thread that polls; false where there is none. */
  private boolean drive() {
    Lane paused = line.resume();
    if (paused != null) {
      goOn(paused);
      return true;
    }
    if (own.slot() == null && take(own)) {
      goOn(own);
      return true;
    }
    return false;
  }

  private void goOn(Lane lane) {
    Outcome outcome = work(lane);
    if (outcome == Outcome.LOOKS_UP) {
      line.pause(lane);
    } else if (outcome == Outcome.THROUGH && !lane.equals(own)) {
      line.rest(lane);
    }
  }

  private boolean take(Lane lane) {
    Slot slot = feed.take();
    if (slot == null) {
      return false;
    }
    lane.take(slot);
    help();
    return true;
  }

  /** How a piece of work ends. */
  private enum Outcome {
    /** The morsel is done with. */
    THROUGH,
    /** Enough results wait: the driver takes the lane up again, and may have done so by now. */
    PAUSED,
    /** The morsel has more batches, but the worker should look up. */
    LOOKS_UP
  }

  private Outcome work(Lane lane) {
    Slot slot = lane.slot();
    try {
      Step step = lane.next();
      while (step != null) {
        if (line.add(slot, step, lane, own)) {
          return Outcome.PAUSED;
        }
        step = lane.next();
      }
    } catch (Throwable failure) {
      lane.leave();
      line.fail(slot, failed(failure));
      return Outcome.THROUGH;
    }
    if (!lane.isThrough()) {
      return Outcome.LOOKS_UP;
    }
    lane.leave();
    line.done(slot);
    return Outcome.THROUGH;
  }

  private RuntimeException failed(Throwable failure) {
    Stage stage = segment.last();
    return Failures.of(failure, stage.name(), stage.origin());
  }

  /** Asks one more worker to help, where there is one and it pays. */
  private void help() {
    if (feed.isWorthHelp() && Drivers.leaveRoom()) {
      Lane lane = line.hire(segment.workers() - 1, this::helper);
      if (lane != null) {
        Workers.execute(() -> assist(lane));
      }
    }
  }

  private Lane helper() {
    return new Lane(segment, context, own, this::shouldLookUp);
  }

  private boolean shouldLookUp() {
    return line.isStopped() || Workers.othersWait() || Drivers.areCrowded();
  }

  /**
   * What a worker does: morsel after morsel, until there is none, others wait for its thread, or
   * other runs need its processor.
   */
  private void assist(Lane lane) {
    if (!line.begin()) {
      return;
    }
    boolean again = false;
    Drivers.beginHelp();
    try {
      again = assisted(lane);
    } finally {
      Drivers.endHelp();
      line.finish();
    }
    if (again) {
      Workers.execute(() -> assist(lane));
    }
  }

  /** Whether the lane is to be gone on with by another turn. */
  private boolean assisted(Lane lane) {
    while (!line.isStopped()) {
      if (lane.slot() == null && !take(lane)) {
        line.rest(lane);
        return false;
      }
      if (work(lane) == Outcome.PAUSED) {
        return false;
      }
      if (Drivers.areCrowded()) {
        giveBack(lane);
        return false;
      }
      if (Workers.othersWait()) {
        return true;
      }
    }
    return false;
  }

  /** The driver, or a helper that comes later, goes on with it. */
  private void giveBack(Lane lane) {
    if (lane.slot() == null) {
      line.rest(lane);
    } else {
      line.pause(lane);
    }
    line.changed();
  }

  private void wake() {
    line.changed();
    help();
  }

  /** All morsels are through. */
  private void finish() {
    over = true;
    if (segment.results() == Segment.Results.MERGED) {
      line.lanes().forEach(own::merge);
    }
    if (segment.endsInParts()) {
      end = new PartsNode(segment.piecesOf(segment.last()), context, stopIfCancelled, own::parts);
    } else {
      own.end();
    }
    feed.close();
  }

  @Override
  public void stop() {
    line.stop();
    feed.stop();
    own.stop();
    PartsNode ending = end;
    if (ending != null) {
      ending.stop();
    }
  }

  /** Waits for the helpers, which stop with the batch they are at. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    line.stop();
    if (line.isAtWork()) {
      feed.stop();
      line.awaitRest();
    }
    List<Runnable> parts = new ArrayList<>();
    PartsNode ending = end;
    if (ending != null) {
      parts.add(ending::close);
    }
    line.lanes().forEach(lane -> parts.add(lane::close));
    parts.add(own::close);
    parts.add(line::close);
    parts.add(feed::close);
    Failures.runAll(parts);
  }
}
