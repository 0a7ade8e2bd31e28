package io.sabot.operators.internal.group;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.table.Columns;
import io.sabot.operators.internal.table.Inputs;
import io.sabot.operators.internal.table.KeyPacking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What a grouping of a schema reads and gives; refuses what cannot be grouped. */
public final class GroupShape {
  private static final String WHERE = "GroupBy";

  final Schema input;

  /** The keys, then the arguments of the aggregates that have one. */
  final List<Expression> read;

  final int keyCount;
  final List<AggregateCall> calls = new ArrayList<>();

  /**
   * For each aggregate, which of {@link #read} it takes, and the {@link RowPlaces} behind all of
   * them where it follows the order of rows.
   */
  final int[][] argumentsOf;

  /** Whether an aggregate follows the order of rows. */
  final boolean followsOrder;

  /** Whether an aggregate keeps all values, so that one group may be more than memory holds. */
  final boolean keepsValues;

  private final Schema keys;
  private final Schema output;

  /** Resolves keys and aggregates against a schema. */
  public GroupShape(List<Expression> keys, List<Aggregate> aggregates, Schema input) {
    checkSome(keys, aggregates);
    this.input = input;
    this.keyCount = keys.size();
    this.read = new ArrayList<>(keys);
    this.argumentsOf = new int[aggregates.size()][];
    for (int i = 0; i < argumentsOf.length; i++) {
      argumentsOf[i] =
          AggregateCall.reads(aggregates.get(i), input).stream()
              .mapToInt(this::addArgument)
              .toArray();
    }
    List<Field> fields = Inputs.fields(WHERE, read, input);
    for (int i = 0; i < argumentsOf.length; i++) {
      List<Field> arguments = Arrays.stream(argumentsOf[i]).mapToObj(fields::get).toList();
      calls.add(AggregateCall.of(aggregates.get(i), arguments));
      argumentsOf[i] = withPlace(calls.get(i), argumentsOf[i]);
    }
    this.followsOrder = calls.stream().anyMatch(AggregateCall::followsOrder);
    this.keepsValues = calls.stream().anyMatch(AggregateCall::keepsValues);
    this.keys = new Schema(fields.subList(0, keyCount));
    this.output = new Schema(outputFields());
    Columns.refuseDuplicates(WHERE, output.getFields(), "name one of them with as(…)");
  }

  private GroupShape(GroupShape other) {
    this.input = other.input;
    this.keyCount = 1;
    this.read = other.read;
    this.calls.addAll(other.calls);
    this.followsOrder = other.followsOrder;
    this.keepsValues = other.keepsValues;
    this.argumentsOf = new int[other.argumentsOf.length][];
    for (int i = 0; i < argumentsOf.length; i++) {
      argumentsOf[i] =
          Arrays.stream(other.argumentsOf[i]).map(read -> read - other.keyCount + 1).toArray();
    }
    this.keys = new Schema(List.of(KeyPacking.FIELD));
    this.output = new Schema(outputFields());
  }

  /** The same aggregates by packed keys. */
  GroupShape packed() {
    return new GroupShape(this);
  }

  private static void checkSome(List<Expression> keys, List<Aggregate> aggregates) {
    if (keys.isEmpty() && aggregates.isEmpty()) {
      throw Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT)
          .rule("at least one key or aggregate is needed")
          .but("there is none")
          .cure("name what is wanted, e.g. groupBy(\"state\").aggregate(count())")
          .plan();
    }
  }

  private int[] withPlace(AggregateCall call, int[] arguments) {
    return call.followsOrder()
        ? IntStream.concat(Arrays.stream(arguments), IntStream.of(read.size())).toArray()
        : arguments;
  }

  private int addArgument(Expression argument) {
    int known = read.subList(keyCount, read.size()).indexOf(argument);
    if (known >= 0) {
      return keyCount + known;
    }
    read.add(argument);
    return read.size() - 1;
  }

  private List<Field> outputFields() {
    List<Field> fields = new ArrayList<>(keys.getFields());
    calls.forEach(call -> fields.add(call.output()));
    return fields;
  }

  /** Keys and arguments, typed. */
  public List<BoundExpression> bound() {
    Binder binder = new Binder(WHERE, input);
    return read.stream().map(binder::bindValue).toList();
  }

  /** The schema of every output batch: keys, then aggregates. */
  public Schema output() {
    return output;
  }

  /** The schema of every input batch. */
  public Schema input() {
    return input;
  }

  /** The aggregates. */
  public List<AggregateCall> calls() {
    return List.copyOf(calls);
  }

  /** The schema of the keys. */
  Schema keys() {
    return keys;
  }

  /** The types of the keys. */
  List<ArrowType> keyTypes() {
    return keys.getFields().stream().map(Field::getType).toList();
  }
}
