package io.sabot.operators.internal.join;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.Types;
import io.sabot.operators.internal.table.Columns;
import io.sabot.operators.internal.table.KeyFamily;
import io.sabot.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What a join of two schemas reads and gives; refuses what cannot be joined. */
public final class JoinShape {
  private static final String WHERE = "HashJoin";

  final JoinKind kind;
  final Schema left;
  final Schema right;
  final int[] leftKeys;
  final int[] rightKeys;
  final List<ArrowType> keyTypes = new ArrayList<>();

  /** Right columns that come out, in order. */
  final List<Integer> rightColumns = new ArrayList<>();

  /** What must be true of a pair, too. */
  final @Nullable PairCondition condition;

  private final Schema output;

  /** Resolves a join without a condition. */
  public JoinShape(JoinKind kind, JoinKeys keys, Schema left, Schema right) {
    this(kind, keys, null, left, right);
  }

  /** Resolves a join. */
  public JoinShape(
      JoinKind kind, JoinKeys keys, @Nullable Expression condition, Schema left, Schema right) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    checkPairs(keys);
    leftKeys = Columns.keys(WHERE + " left", left, keys.left());
    rightKeys = Columns.keys(WHERE + " right", right, keys.right());
    for (int i = 0; i < leftKeys.length; i++) {
      keyTypes.add(common(leftField(leftKeys[i]), rightField(rightKeys[i])));
    }
    output = new Schema(outputFields());
    this.condition = condition == null ? null : PairCondition.of(condition, pairColumns());
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
    return pairColumns().schema();
  }

  /** Whether left rows without a pair come out. */
  boolean keepsLeft() {
    return kind == JoinKind.LEFT || kind == JoinKind.FULL;
  }

  /** Whether right rows without a pair come out. */
  boolean keepsRight() {
    return kind == JoinKind.RIGHT || kind == JoinKind.FULL;
  }

  /** Whether only left rows come out, at most once each. */
  boolean leftOnly() {
    return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
  }

  /** The pair a left column belongs to, or −1. */
  int pairOfLeft(int ordinal) {
    return indexOf(leftKeys, ordinal);
  }

  private static void checkPairs(JoinKeys keys) {
    if (keys.left().isEmpty() || keys.left().size() != keys.right().size()) {
      throw invalid(
          "keys must be at least one pair of columns",
          "there are %d left and %d right".formatted(keys.left().size(), keys.right().size()),
          "name one right column for each left one, e.g. on(\"origin\", \"iata\")");
    }
    checkOnce(keys.left(), "left");
    checkOnce(keys.right(), "right");
  }

  private static void checkOnce(List<String> names, String side) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw invalid(
            "a column may be in one pair of keys",
            side + " \"" + name + "\" is in two",
            "filter on the equality of the other two columns before the join");
      }
    }
  }

  private static RuntimeException invalid(String rule, String value, String cure) {
    return Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT).rule(rule).but(value).cure(cure).plan();
  }

  private static ArrowType common(Field one, Field other) {
    ArrowType common = KeyFamily.common(one, other);
    if (common != null) {
      return common;
    }
    throw Problem.at(WHERE, ErrorCode.TYPE_MISMATCH)
        .rule("keys of a pair must have comparable types")
        .but(
            "\"%s\" is %s and \"%s\" is %s"
                .formatted(
                    one.getName(),
                    Types.name(one.getType()),
                    other.getName(),
                    Types.name(other.getType())))
        .cure(
            "cast one of them before the join, e.g. withColumn(\"%s\", col(\"%s\").cast(…))"
                .formatted(other.getName(), other.getName()))
        .plan();
  }

  private List<Field> outputFields() {
    List<Field> fields = new ArrayList<>();
    Set<String> leftNames = new HashSet<>();
    for (int i = 0; i < left.getFields().size(); i++) {
      leftNames.add(leftField(i).getName());
      fields.add(leftOutput(i));
    }
    if (!leftOnly()) {
      for (int i = 0; i < right.getFields().size(); i++) {
        if (indexOf(rightKeys, i) < 0) {
          rightColumns.add(i);
          fields.add(rightOutput(rightField(i), leftNames));
        }
      }
    }
    Columns.refuseDuplicates(
        WHERE, fields, "rename one of them before the join, e.g. with select(col(…).as(…))");
    return fields;
  }

  /** All that a condition may look at: the columns of an inner join. */
  private PairColumns pairColumns() {
    List<Integer> ordinals = new ArrayList<>();
    List<Field> fields = new ArrayList<>(left.getFields());
    Set<String> leftNames = new HashSet<>();
    fields.forEach(field -> leftNames.add(field.getName()));
    for (int i = 0; i < right.getFields().size(); i++) {
      if (indexOf(rightKeys, i) < 0) {
        Field field = rightField(i);
        ordinals.add(i);
        fields.add(with(field, rightName(field, leftNames), field.getType(), field.isNullable()));
      }
    }
    Columns.refuseDuplicates(
        WHERE, fields, "rename one of them before the join, e.g. with select(col(…).as(…))");
    return new PairColumns(new Schema(fields), left.getFields().size(), ordinals);
  }

  private Field leftOutput(int ordinal) {
    Field field = leftField(ordinal);
    if (!keepsRight()) {
      return field;
    }
    int pair = pairOfLeft(ordinal);
    if (pair < 0) {
      return with(field, field.getName(), field.getType(), true);
    }
    boolean nullable =
        rightField(rightKeys[pair]).isNullable() || kind == JoinKind.FULL && field.isNullable();
    return with(field, field.getName(), keyTypes.get(pair), nullable);
  }

  private Field rightOutput(Field field, Set<String> leftNames) {
    return with(
        field, rightName(field, leftNames), field.getType(), field.isNullable() || keepsLeft());
  }

  private static String rightName(Field field, Set<String> leftNames) {
    return leftNames.contains(field.getName()) ? field.getName() + "_right" : field.getName();
  }

  private static Field with(Field field, String name, ArrowType type, boolean nullable) {
    return new Field(
        name,
        new FieldType(nullable, type, field.getDictionary(), field.getMetadata()),
        field.getChildren());
  }

  private Field leftField(int ordinal) {
    return left.getFields().get(ordinal);
  }

  private Field rightField(int ordinal) {
    return right.getFields().get(ordinal);
  }

  private static int indexOf(int[] ordinals, int wanted) {
    for (int i = 0; i < ordinals.length; i++) {
      if (ordinals[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
