package io.sabot.operators.internal.expression;

import org.jspecify.annotations.Nullable;

/** Results of shared nodes, kept while the rows are the same, so that each is computed once. */
final class Memo implements AutoCloseable {
  private final @Nullable Operand[] kept;

  /** Room for the results of so many nodes. */
  Memo(int nodes) {
    kept = new Operand[nodes];
  }

  /** The result of a node, still kept here, or null. */
  @Nullable Operand get(int node) {
    return kept[node];
  }

  /** Takes a result over. */
  void put(int node, Operand result) {
    kept[node] = result;
  }

  /** Forgets the result of a node. */
  void drop(int node) {
    Operand result = kept[node];
    if (result != null) {
      kept[node] = null;
      result.close();
    }
  }

  int size() {
    return kept.length;
  }

  /** Forgets all results: other rows come. */
  @Override
  public void close() {
    for (int i = 0; i < kept.length; i++) {
      drop(i);
    }
  }
}
