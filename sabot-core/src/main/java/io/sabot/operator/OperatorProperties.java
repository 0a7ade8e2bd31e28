package io.sabot.operator;

import java.util.List;

/**
 * What a scheduler must know of an operator.
 *
 * @param stateful whether it keeps rows, or anything computed from them, between batches
 * @param rowIndependent whether each output row depends on one input row only, so that a batch may be
 *     split into morsels that run apart
 * @param blocking whether it emits only once an input has ended, so that this input must be bounded
 * @param keys columns by which rows must be re-partitioned, per input; empty where they need not be
 * @param parallelismHint workers it can use, or 0 for as many as there are
 */
public record OperatorProperties(
    boolean stateful,
    boolean rowIndependent,
    boolean blocking,
    List<List<String>> keys,
    int parallelismHint) {

  /** Each row on its own. */
  public static final OperatorProperties ROW_INDEPENDENT =
      new OperatorProperties(false, true, false, List.of(), 0);

  /** Batches one after the other, as they are cut, on one worker. */
  public static final OperatorProperties BATCH_AT_A_TIME =
      new OperatorProperties(false, false, false, List.of(), 1);

  /** Keeps state, emits as it goes. */
  public static final OperatorProperties STATEFUL =
      new OperatorProperties(true, false, false, List.of(), 1);

  /** Keeps state and emits when its input ends. */
  public static final OperatorProperties BLOCKING =
      new OperatorProperties(true, false, true, List.of(), 1);

  public OperatorProperties {
    keys = keys.stream().map(List::copyOf).toList();
  }

  /** The same with key columns for each input. */
  public OperatorProperties withKeys(List<List<String>> columns) {
    return new OperatorProperties(stateful, rowIndependent, blocking, columns, parallelismHint);
  }
}
