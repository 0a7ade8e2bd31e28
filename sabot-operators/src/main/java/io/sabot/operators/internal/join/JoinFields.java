package io.sabot.operators.internal.join;

import io.sabot.ErrorCode;
import io.sabot.Problem;
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

/** Names and types of what a join of two schemas gives; refuses what cannot be joined. */
final class JoinFields {
  private static final String WHERE = "HashJoin";

  private final JoinKind kind;
  private final List<Field> left;
  private final List<Field> right;
  final int[] leftKeys;
  final int[] rightKeys;

  /** The type in which the columns of each pair of keys are compared. */
  final List<ArrowType> keyTypes = new ArrayList<>();

  /** Right columns that are no keys. */
  final List<Integer> payload = new ArrayList<>();

  private final Set<String> leftNames = new HashSet<>();

  JoinFields(JoinKind kind, JoinKeys keys, Schema left, Schema right) {
    this.kind = kind;
    this.left = left.getFields();
    this.right = right.getFields();
    checkPairs(keys);
    leftKeys = Columns.keys(WHERE + " left", left, keys.left());
    rightKeys = Columns.keys(WHERE + " right", right, keys.right());
    for (int i = 0; i < leftKeys.length; i++) {
      keyTypes.add(common(this.left.get(leftKeys[i]), this.right.get(rightKeys[i])));
    }
    for (int i = 0; i < this.right.size(); i++) {
      if (indexOf(rightKeys, i) < 0) {
        payload.add(i);
      }
    }
    this.left.forEach(field -> leftNames.add(field.getName()));
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

  /** The pair of keys a left column belongs to, or −1. */
  int pairOf(int leftOrdinal) {
    return indexOf(leftKeys, leftOrdinal);
  }

  private static int indexOf(int[] ordinals, int wanted) {
    for (int i = 0; i < ordinals.length; i++) {
      if (ordinals[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** A left column as it comes out. */
  Field left(int ordinal) {
    Field field = left.get(ordinal);
    if (kind != JoinKind.RIGHT && kind != JoinKind.FULL) {
      return field;
    }
    int pair = pairOf(ordinal);
    if (pair < 0) {
      return with(field, field.getName(), field.getType(), true);
    }
    boolean nullable =
        right.get(rightKeys[pair]).isNullable() || kind == JoinKind.FULL && field.isNullable();
    return with(field, field.getName(), keyTypes.get(pair), nullable);
  }

  /** A right column as it comes out. */
  Field right(int ordinal) {
    Field field = right.get(ordinal);
    boolean mayMiss = kind == JoinKind.LEFT || kind == JoinKind.FULL;
    return with(field, rightName(field), field.getType(), field.isNullable() || mayMiss);
  }

  private String rightName(Field field) {
    return leftNames.contains(field.getName()) ? field.getName() + "_right" : field.getName();
  }

  private static Field with(Field field, String name, ArrowType type, boolean nullable) {
    return new Field(
        name,
        new FieldType(nullable, type, field.getDictionary(), field.getMetadata()),
        field.getChildren());
  }

  /** All that a condition may look at: the columns of an inner join. */
  PairColumns pairs() {
    List<Field> fields = new ArrayList<>(left);
    for (int ordinal : payload) {
      Field field = right.get(ordinal);
      fields.add(with(field, rightName(field), field.getType(), field.isNullable()));
    }
    return new PairColumns(schema(fields), left.size(), payload);
  }

  /** A schema of columns of both sides. */
  static Schema schema(List<Field> fields) {
    Columns.refuseDuplicates(
        WHERE, fields, "rename one of them before the join, e.g. with select(col(…).as(…))");
    return new Schema(fields);
  }
}
