package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The stages of a segment as one worker runs them. One thread at a time works on it. */
final class Lane implements AutoCloseable {
  /** What comes when all morsels are through; few enough that rows can be counted behind it. */
  private static final long BEHIND_ALL = (1L << 27) - 1;

  private final Segment segment;
  private final RunContext context;
  private final MorselInlet inlet;
  private final List<OperatorNode> nodes = new ArrayList<>();
  private final @Nullable Lane first;
  private @Nullable Node last;
  private @Nullable Slot slot;

  /**
   * A worker whose stages are not opened.
   *
   * @param first the worker that reads what stages read besides, or null where this is it
   * @param shouldPause asked between the batches of a morsel
   */
  Lane(Segment segment, RunContext context, @Nullable Lane first, BooleanSupplier shouldPause) {
    this.segment = segment;
    this.context = context;
    this.first = first;
    this.inlet = new MorselInlet(shouldPause);
  }

  /**
   * Opens the stages of the first worker.
   *
   * @param sides per stage, its opened inputs but the first, which pass to the stage
   * @param helping who helps with what stages do before their first rows
   */
  void open(List<List<Node>> sides, OperatorNode.Helping helping) {
    open((stage, input) -> {
      List<Node> inputs = new ArrayList<>(List.of(input));
      inputs.addAll(sides.get(stage));
      return new OperatorNode(segment.stages().get(stage), inputs, context, helping);
    });
  }

  /** How a stage is opened over an input. */
  private interface Opening {
    OperatorNode node(int stage, Node input);
  }

  private void open(Opening opening) {
    Node node = inlet;
    try {
      for (int stage = 0; stage < segment.stages().size(); stage++) {
        OperatorNode opened = opening.node(stage, node);
        nodes.add(opened);
        node = opened;
      }
      last = node;
    } catch (Throwable failure) {
      nodes.clear();
      node.close();
      throw failure;
    }
  }

  /**
   * Lets stages read what they read besides the morsels; null when that has ended, else what a poll
   * gives meanwhile.
   */
  @Nullable Step prepare() {
    Step step = last.poll();
    return inlet.wasAsked() ? null : step;
  }

  /** The slot that is worked on, or null. */
  @Nullable Slot slot() {
    return slot;
  }

  void take(Slot next) {
    slot = next;
    inlet.take(Objects.requireNonNull(next.morsel));
    nodes.forEach(node -> node.begin(next.number));
  }

  /** The slot is done with. */
  void leave() {
    slot = null;
  }

  /**
   * The next batch, dense, or signal; null where the morsel is through, or the worker should look
   * up.
   */
  @Nullable Step next() {
    if (last == null) {
      open((stage, input) -> first.nodes.get(stage).beside(input, context));
      nodes.forEach(node -> node.begin(slot.number));
    }
    return switch (last.poll()) {
      case Step.Emit(Batch batch) -> new Step.Emit(dense(batch));
      case Step.Pass signal -> signal;
      case Step.Blocked blocked -> null;
      default -> throw new IllegalStateException("a worker's stages end with their input");
    };
  }

  /** Rows are gathered here, by the worker, and not behind it, by the one thread there is. */
  private Batch dense(Batch batch) {
    try {
      return batch.dense(context.allocator());
    } catch (Throwable failure) {
      Stage stage = segment.last();
      throw Failures.of(failure, stage.name(), stage.origin());
    }
  }

  boolean isThrough() {
    return inlet.isThrough();
  }

  /** Takes over what another worker has kept, which is then closed. */
  void merge(Lane other) {
    if (other.last != null) {
      nodes.getLast().merge(other.nodes.getLast());
      other.close();
    }
  }

  /** Pieces of what is left to do once all is merged; none where nobody helps with that. */
  List<RunPart> parts() {
    return nodes.getLast().endParts();
  }

  /** Nothing more will come: {@link #rest} gives what is left. */
  void end() {
    nodes.forEach(node -> node.begin(BEHIND_ALL));
    inlet.end();
  }

  /** What the stages give at the end of their input. */
  Step rest() {
    return last.poll();
  }

  /** Asks a read of what stages read besides to give up. */
  void stop() {
    nodes.forEach(OperatorNode::stop);
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
      last = null;
    }
  }
}
