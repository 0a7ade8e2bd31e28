package io.sabot.operators.internal.gandiva;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Types;
import io.sabot.operators.internal.gandiva.Tree.Call;
import io.sabot.operators.internal.gandiva.Tree.Connected;
import io.sabot.operators.internal.gandiva.Tree.Connective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Expressions in Gandiva's words, where its answer is that of the kernels in every bit, and the
 * columns they read. What may fail on a row stays with the kernels: Gandiva wraps around, or fails
 * for rows that do not count.
 */
final class Handover {
  private final List<BoundColumn> columns = new ArrayList<>();
  private final List<ArrowType> types = new ArrayList<>();

  /** Why an expression stays with the kernels, or null where Gandiva takes it. */
  static @Nullable String refusal(BoundExpression expression) {
    try {
      new Handover().root(expression);
      return null;
    } catch (Refusal refusal) {
      return refusal.getMessage();
    }
  }

  /** A whole expression. */
  Tree root(BoundExpression expression) {
    if (expression instanceof BoundColumn) {
      throw new Refusal("columns only move");
    }
    Tree tree = tree(expression);
    if (columns.isEmpty()) {
      throw new Refusal("no constants");
    }
    return tree;
  }

  /** The columns that are read, in the order of {@link Tree.Input#index}. */
  List<BoundColumn> columns() {
    return columns;
  }

  /** What Gandiva sees them as. */
  List<ArrowType> types() {
    return types;
  }

  Tree tree(BoundExpression expression) {
    return switch (expression) {
      case BoundColumn column -> input(column);
      case BoundLiteral(Constant constant) -> literal(constant);
      case BoundCast cast -> cast(cast);
      case BoundCall call -> call(call);
      default -> throw new Refusal("no " + expression);
    };
  }

  List<Tree> trees(List<BoundExpression> expressions) {
    return expressions.stream().map(this::tree).toList();
  }

  private Tree input(BoundColumn column) {
    ArrowType type = PhysicalTypes.of(column.type());
    int index = columns.indexOf(column);
    if (index < 0) {
      index = columns.size();
      columns.add(column);
      types.add(type);
    }
    return new Tree.Input(index, type);
  }

  private static Tree literal(Constant constant) {
    ArrowType type = PhysicalTypes.of(constant.type());
    return switch (constant.value()) {
      case null -> new Tree.Null(type);
      case Boolean value -> new Tree.Literal(value, type);
      case Float value -> new Tree.Literal(value, type);
      case Double value -> new Tree.Literal(value, type);
      case Long value when type.equals(Types.INT32) -> new Tree.Literal(value.intValue(), type);
      case Long value when type.equals(Types.INT64) -> new Tree.Literal(value, type);
      case BigDecimal value ->
          new Tree.DecimalLiteral(value.unscaledValue().toString(), (ArrowType.Decimal) type);
      case String value when type instanceof ArrowType.Utf8 -> text(value);
      default -> throw new Refusal("no literal of " + Types.name(constant.type()));
    };
  }

  /** Gandiva finds code it has by a text in which a quote would end a literal. */
  static Tree text(String value) {
    if (value.indexOf('\'') >= 0) {
      throw new Refusal("no quotes in literals");
    }
    return new Tree.Literal(value, ArrowType.Utf8.INSTANCE);
  }

  private Tree cast(BoundCast cast) {
    if (cast.canFail() || cast.lenient()) {
      throw new Refusal("no casts that may fail");
    }
    ArrowType from = cast.argument().type();
    String name = from instanceof ArrowType.Int || Types.isFloat(from) ? number(cast, from) : null;
    if (from instanceof ArrowType.Decimal && cast.type() instanceof ArrowType.Decimal) {
      name = "castDECIMAL";
    }
    if (name == null) {
      throw new Refusal("no cast from " + Types.name(from) + " to " + Types.name(cast.type()));
    }
    return new Call(name, List.of(tree(cast.argument())), PhysicalTypes.of(cast.type()));
  }

  private static @Nullable String number(BoundCast cast, ArrowType from) {
    boolean fromInteger = from.equals(Types.INT32) || from.equals(Types.INT64);
    return switch (cast.type()) {
      case ArrowType.Int t when t.equals(Types.INT64) && from.equals(Types.INT32) -> "castBIGINT";
      case ArrowType.FloatingPoint t
          when t.equals(Types.FLOAT64) && (fromInteger || from.equals(Types.FLOAT32)) ->
          "castFLOAT8";
      case ArrowType.FloatingPoint t when t.equals(Types.FLOAT32) && fromInteger -> "castFLOAT4";
      case ArrowType.Decimal t when fromInteger -> "castDECIMAL";
      default -> null;
    };
  }

  private Tree call(BoundCall call) {
    return switch (call.function().family()) {
      case COMPARISON -> new Comparisons(this).of(call);
      case ARITHMETIC -> new Arithmetic(this).of(call);
      case LOGIC -> logic(call);
      case NULLS -> nulls(call);
      case CONDITIONAL -> {
        requireNoText(call);
        yield cases(trees(call.arguments()));
      }
      case TEXT -> new Texts(this).of(call);
      default -> throw new Refusal("no " + call.function().text());
    };
  }

  private Tree logic(BoundCall call) {
    List<Tree> arguments = trees(call.arguments());
    return switch (call.function()) {
      case AND -> new Connected(Connective.AND, arguments);
      case OR -> new Connected(Connective.OR, arguments);
      default -> new Call("not", arguments, Types.BOOL);
    };
  }

  private Tree nulls(BoundCall call) {
    List<Tree> arguments = trees(call.arguments());
    return switch (call.function()) {
      case IS_NULL -> new Call("isnull", arguments, Types.BOOL);
      case IS_NOT_NULL -> isNotNull(arguments.getFirst());
      default -> {
        requireNoText(call);
        yield coalesce(arguments);
      }
    };
  }

  /** Where branches are literals, Gandiva's choice between texts has come out with other bytes. */
  private static void requireNoText(BoundCall call) {
    if (call.type() instanceof ArrowType.Utf8 || call.type() instanceof ArrowType.Binary) {
      throw new Refusal("no choice between texts");
    }
  }

  static Tree isNotNull(Tree value) {
    return new Call("isnotnull", List.of(value), Types.BOOL);
  }

  private static Tree coalesce(List<Tree> arguments) {
    Tree result = arguments.getLast();
    for (Tree argument : arguments.reversed().subList(1, arguments.size())) {
      result = new Tree.If(isNotNull(argument), argument, result);
    }
    return result;
  }

  private static Tree cases(List<Tree> arguments) {
    Tree result = arguments.getLast();
    for (int i = arguments.size() - 3; i >= 0; i -= 2) {
      result = new Tree.If(arguments.get(i), arguments.get(i + 1), result);
    }
    return result;
  }
}
