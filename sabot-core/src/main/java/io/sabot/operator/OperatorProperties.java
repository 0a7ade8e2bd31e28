package io.sabot.operator;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a planner and a scheduler must know of an operator. Start from one of the constants and
 * change what differs.
 *
 * @param state whether anything is kept between batches
 * @param granularity the smallest part of the input that can be worked on apart
 * @param blocking inputs, by number, that must end before the operator can give all it has for the
 *     others; each of them must be bounded
 * @param keys columns by which rows must be re-partitioned, per input; empty where they need not be
 * @param parallelismHint workers it can use, or 0 for as many as there are
 * @param density whether output batches may be much smaller than the input's
 */
public record OperatorProperties(
    State state,
    Granularity granularity,
    Set<Integer> blocking,
    List<List<String>> keys,
    int parallelismHint,
    Density density) {

  /** Each row on its own. */
  public static final OperatorProperties ROW_INDEPENDENT =
      new OperatorProperties(
          State.STATELESS, Granularity.ROW, Set.of(), List.of(), 0, Density.DENSE);

  /** Batches one after the other, as they are cut, on one worker. */
  public static final OperatorProperties BATCH_AT_A_TIME =
      new OperatorProperties(
          State.STATELESS, Granularity.BATCH, Set.of(), List.of(), 1, Density.DENSE);

  /** Keeps state, emits as it goes. */
  public static final OperatorProperties STATEFUL =
      new OperatorProperties(
          State.STATEFUL, Granularity.BATCH, Set.of(), List.of(), 1, Density.DENSE);

  /** Keeps state and emits when its one input, or the first of several, ends. */
  public static final OperatorProperties BLOCKING = STATEFUL.withBlocking(0);

  public OperatorProperties {
    blocking = Set.copyOf(blocking);
    keys = keys.stream().map(List::copyOf).toList();
    if (granularity == Granularity.ROW && (state != State.STATELESS || !blocking.isEmpty())) {
      throw refused(
          "rows that are independent need neither state nor the end of an input",
          "the state is " + state + " and inputs " + new TreeSet<>(blocking) + " block",
          "start from OperatorProperties.STATEFUL or BLOCKING");
    }
    if (parallelismHint < 0) {
      throw refused(
          "the parallelism hint must not be negative",
          "it is " + parallelismHint,
          "give the number of workers, or 0 for as many as there are");
    }
  }

  private static RuntimeException refused(String rule, String value, String cure) {
    return Problem.at("OperatorProperties", ErrorCode.INVALID_ARGUMENT)
        .rule(rule)
        .but(value)
        .cure(cure)
        .plan();
  }

  /** The same with other blocking inputs. */
  public OperatorProperties withBlocking(Integer... inputs) {
    return new OperatorProperties(
        state, granularity, Set.of(inputs), keys, parallelismHint, density);
  }

  /**
   * The same with key columns for each input: rows of equal keys meet in one worker, and there may
   * be as many workers as there are.
   */
  public OperatorProperties withKeys(List<List<String>> columns) {
    return new OperatorProperties(state, granularity, blocking, columns, 0, density);
  }

  /** The same with another number of workers it can use; 0 for as many as there are. */
  public OperatorProperties withParallelismHint(int workers) {
    return new OperatorProperties(state, granularity, blocking, keys, workers, density);
  }

  /** The same with another density of output batches. */
  public OperatorProperties withDensity(Density other) {
    return new OperatorProperties(state, granularity, blocking, keys, parallelismHint, other);
  }

  /**
   * The same for an operator whose state can be merged: its rows may be spread over as many runs as
   * there are workers. Its runs are {@link MergingRun}s, it has one input, blocks on it, and gives
   * nothing before that ends.
   */
  public OperatorProperties merging() {
    return new OperatorProperties(State.MERGEABLE, granularity, blocking, keys, 0, density);
  }

  /**
   * The same for an operator that keeps all inputs but the first, and answers each row of that on
   * its own: its runs are {@link SharingRun}s, and as many as there are workers share what is kept.
   * It may give more when that has ended.
   */
  public OperatorProperties sharing() {
    return new OperatorProperties(State.SHARED, granularity, blocking, keys, 0, density);
  }

  /** Whether an operator keeps rows, or anything computed from them, between batches. */
  public enum State {
    /** Nothing is kept: the rows of a batch come out before the next batch goes in. */
    STATELESS,
    /** Something is kept. */
    STATEFUL,
    /** Something is kept, and what two runs keep of different rows makes one. */
    MERGEABLE,
    /** Something is kept of all inputs but the first, whose rows only look it up. */
    SHARED
  }

  /** The smallest part of the input that can be worked on apart. */
  public enum Granularity {
    /** Each output row depends on one input row only: batches may be split into morsels. */
    ROW,
    /** Batches are seen as they are cut, one after the other. */
    BATCH
  }

  /** How output batches compare with the input's. */
  public enum Density {
    /** About as many rows, or bounded batches of the operator's own cut. */
    DENSE,
    /** Maybe far fewer: worth gathering into fuller batches. */
    SPARSE
  }
}
