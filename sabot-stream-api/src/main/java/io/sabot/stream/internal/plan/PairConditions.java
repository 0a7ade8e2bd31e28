package io.sabot.stream.internal.plan;

import io.sabot.operators.internal.join.JoinShape;
import io.sabot.operators.internal.join.JoinShape.Build;
import io.sabot.plan.Plan;
import org.apache.arrow.vector.types.pojo.Schema;

/** What the rules of joins must know of their conditions. */
final class PairConditions {
  private PairConditions() {}

  /** Whether a pair can fail: then every pair is tried that would be, in the order as written. */
  static boolean canFail(Plan.Join join, Schema left, Schema right) {
    if (join.condition() == null) {
      return false;
    }
    JoinShape shape =
        new JoinShape(join.kind(), join.keys(), join.condition(), Build.RIGHT, left, right);
    return shape.condition().predicate().canFail();
  }
}
