package io.sabot.operators.internal.join;

import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.operators.internal.join.JoinColumn.Owner;
import io.sabot.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a join of two schemas reads and gives. Its kind says what becomes of left and right rows;
 * one of the two sides is kept, the build side, and the rows of the other one, the probe side, are
 * looked up there.
 */
public final class JoinShape {
  /** The side that is kept. */
  public enum Build {
    /** The left one. */
    LEFT,
    /** The right one. */
    RIGHT
  }

  final JoinKind kind;
  final Schema probe;
  final Schema build;
  final int[] probeKeys;
  final int[] buildKeys;

  /** The type in which the columns of each pair of keys are compared. */
  final List<ArrowType> keyTypes;

  /** What comes out, in order. */
  final List<JoinColumn> columns = new ArrayList<>();

  /** Build columns that pairs need, in order. */
  final List<Integer> paired;

  /** What must be true of a pair, too. */
  final @Nullable PairCondition condition;

  private final Build side;
  private final PairColumns pairs;
  private final Schema output;

  /** Resolves a join without a condition that keeps its right side. */
  public JoinShape(JoinKind kind, JoinKeys keys, Schema left, Schema right) {
    this(kind, keys, null, Build.RIGHT, left, right);
  }

  /** Resolves a join. */
  public JoinShape(
      JoinKind kind,
      JoinKeys keys,
      @Nullable Expression condition,
      Build side,
      Schema left,
      Schema right) {
    this.kind = kind;
    this.side = side;
    JoinFields fields = new JoinFields(kind, keys, left, right);
    probe = side == Build.RIGHT ? left : right;
    build = side == Build.RIGHT ? right : left;
    probeKeys = side == Build.RIGHT ? fields.leftKeys : fields.rightKeys;
    buildKeys = side == Build.RIGHT ? fields.rightKeys : fields.leftKeys;
    keyTypes = fields.keyTypes;
    for (int i = 0; i < left.getFields().size(); i++) {
      int pair = fields.pairOf(i);
      columns.add(column(fields, i, pair < 0 ? -1 : fields.rightKeys[pair]));
    }
    if (!leftOnly()) {
      fields.payload.forEach(ordinal -> columns.add(column(fields, -1, ordinal)));
    }
    paired = paired(fields);
    output = JoinFields.schema(columns.stream().map(JoinColumn::field).toList());
    pairs = fields.pairs();
    this.condition = condition == null ? null : PairCondition.of(condition, pairs);
  }

  private JoinColumn column(JoinFields fields, int left, int right) {
    Owner ofLeft = side == Build.RIGHT ? Owner.PROBE : Owner.BUILD;
    Owner ofRight = side == Build.RIGHT ? Owner.BUILD : Owner.PROBE;
    return new JoinColumn(
        left < 0 ? fields.right(right) : fields.left(left),
        left < 0 ? ofRight : ofLeft,
        side == Build.RIGHT ? left : right,
        side == Build.RIGHT ? right : left);
  }

  private List<Integer> paired(JoinFields fields) {
    if (leftOnly()) {
      return List.of();
    }
    return side == Build.RIGHT
        ? fields.payload
        : IntStream.range(0, build.getFields().size()).boxed().toList();
  }

  /** The schema of every output batch. */
  public Schema output() {
    return output;
  }

  /** What must be true of a pair besides its keys, or null. */
  public @Nullable PairCondition condition() {
    return condition;
  }

  /** The columns that a condition may look at: those of an inner join. */
  public Schema pairs() {
    return pairs.schema();
  }

  /** Whether the left side is the one that looks up. */
  boolean probesWithLeft() {
    return side == Build.RIGHT;
  }

  /** What the join is to the probe side, as if that were the left one. */
  JoinKind probing() {
    if (side == Build.RIGHT) {
      return kind;
    }
    return switch (kind) {
      case INNER, FULL -> kind;
      case LEFT -> JoinKind.RIGHT;
      case RIGHT -> JoinKind.LEFT;
      // Which build rows had a pair is noted, as for a right join; nothing else is asked.
      case SEMI, ANTI -> JoinKind.RIGHT;
    };
  }

  /** Whether probe rows without a pair come out beside the pairs. */
  boolean keepsProbe() {
    return probing() == JoinKind.LEFT || probing() == JoinKind.FULL;
  }

  /** Whether build rows come out at the end: those that had no pair, or those that had one. */
  boolean givesBuild() {
    return probing() == JoinKind.RIGHT || probing() == JoinKind.FULL;
  }

  /** Whether only left rows come out, at most once each. */
  boolean leftOnly() {
    return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
  }

  /** Whether nothing but build rows comes out. */
  boolean onlyBuild() {
    return leftOnly() && side == Build.LEFT;
  }
}
