package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Constant;
import io.sabot.expression.Evaluator;
import io.sabot.expression.ExpressionCompiler;
import io.sabot.expression.Function;
import io.sabot.expression.Types;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.expression.Logic.Connective;
import io.sabot.operators.internal.expression.Logic.RightSide;
import io.sabot.operators.internal.kernel.IntegerKernels.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles to trees of nodes over the kernels of this JVM: one kernel after the other. */
public final class JvmExpressionCompiler implements ExpressionCompiler {
  private final String where;
  private final Sharing sharing;
  private final Delegate delegate;
  private final Codes codes;
  private final Map<Integer, Node> shared = new HashMap<>();

  /** A compiler of steps that know nothing of each other. */
  public JvmExpressionCompiler() {
    this(Delegate.NONE);
  }

  /** As {@link #JvmExpressionCompiler()}; another back end is asked first. */
  public JvmExpressionCompiler(Delegate delegate) {
    this("", new Sharing(Integer.MAX_VALUE, List.of()), delegate);
  }

  /** A compiler of one step. */
  JvmExpressionCompiler(String where, Sharing sharing, Delegate delegate) {
    this.where = where;
    this.sharing = sharing;
    this.delegate = delegate;
    this.codes = new Codes(sharing);
  }

  @Override
  public Evaluator compile(
      String where, List<BoundExpression> expressions, Schema input, RunContext context) {
    Sharing step = new Sharing(Integer.MAX_VALUE, List.of());
    expressions.forEach(step::use);
    JvmExpressionCompiler compiler = new JvmExpressionCompiler(where, step, delegate);
    return new TreeEvaluator(
        where,
        compiler.nodes(expressions, context.allocator()),
        expressions.stream().map(Building::field).toList(),
        context.allocator(),
        new Memo(step.size()));
  }

  /** The node of an expression: the one of an equal expression, where there is one. */
  Node node(BoundExpression expression, BufferAllocator allocator) {
    BoundExpression resolved = sharing.resolved(expression);
    int place = sharing.place(resolved);
    Node known = shared.get(place);
    if (known != null) {
      return known;
    }
    Node node = alone(resolved, allocator);
    if (place < 0) {
      return node;
    }
    Node first = new SharedNode(node, place, sharing.reach(resolved));
    shared.put(place, first);
    return first;
  }

  private Node alone(BoundExpression expression, BufferAllocator allocator) {
    Node delegated = delegated(expression, allocator);
    if (delegated != null) {
      return delegated;
    }
    Node made = made(expression, allocator);
    return Constants.isConstant(expression)
        ? Constants.folded(made, sharing.size(), allocator)
        : codes.on(expression, OutlinedNode.of(made));
  }

  /** What is undefined in rows that do not matter may be text of no sense: not for others. */
  private @Nullable Node delegated(BoundExpression expression, BufferAllocator allocator) {
    if (delegate == Delegate.NONE || sharing.readsComputedText(expression)) {
      return null;
    }
    Delegate.Computation computation = delegate.of(where, expression);
    if (computation == null) {
      return null;
    }
    try {
      Node kernels = OutlinedNode.of(made(expression, allocator));
      return new DelegatedNode(computation, nodes(computation.inputs(), allocator), kernels);
    } catch (Throwable failure) {
      computation.close();
      throw failure;
    }
  }

  private Node made(BoundExpression expression, BufferAllocator allocator) {
    return switch (expression) {
      case BoundColumn column -> new Leaves.ColumnNode(column.ordinal());
      case BoundLiteral literal ->
          new Leaves.LiteralNode(Literals.column(literal.constant(), allocator));
      case BoundCast cast -> {
        List<Node> argument = nodes(List.of(cast.argument()), allocator);
        yield CastNode.of(cast, argument.getFirst());
      }
      case BoundCall call -> call(call, allocator);
      case BoundUserCall call -> new UserCallNode(call, nodes(call.arguments(), allocator));
    };
  }

  private List<Node> nodes(List<? extends BoundExpression> expressions, BufferAllocator allocator) {
    List<Node> nodes = new ArrayList<>();
    try {
      for (BoundExpression expression : expressions) {
        nodes.add(node(expression, allocator));
      }
      return nodes;
    } catch (Throwable failure) {
      nodes.forEach(Node::close);
      throw failure;
    }
  }

  private Node call(BoundCall call, BufferAllocator allocator) {
    if (call.function().strict() == Function.NEGATE && !Types.isFloat(call.type())) {
      return negation(call, allocator);
    }
    List<Node> arguments = nodes(call.arguments(), allocator);
    return switch (call.function().family()) {
      case COMPARISON -> comparison(call, arguments);
      case ARITHMETIC ->
          call.function() == Function.NEGATE
              ? new FloatNegation(arguments.getFirst(), call.type())
              : arithmetic(call, arguments.get(0), arguments.get(1));
      case ATTEMPT -> arithmetic(call, arguments.get(0), arguments.get(1));
      case BITS -> BitNode.of(call, arguments);
      case MATH -> MathNodes.of(call, arguments);
      case LOGIC -> logic(call, arguments);
      case NULLS ->
          call.function() == Function.COALESCE
              ? new Conditionals.Coalesce(arguments, call.type())
              : new NullTest(call.function(), arguments.getFirst());
      case CONDITIONAL -> new Conditionals.Case(arguments, call.type());
      case CHOICE ->
          call.function() == Function.NULL_IF
              ? new NullIf(arguments.get(0), arguments.get(1), call.type())
              : new Extreme(call.function(), arguments, call.type());
      case HASH ->
          call.function() == Function.HASH
              ? new HashNode(arguments)
              : DigestNode.of(call.function(), arguments.getFirst());
      case NESTED -> NestedNodes.of(call, arguments);
      case CONVERSION -> throw new IllegalStateException("bound as a cast");
      case TEXT -> TextNodes.of(call, arguments, allocator);
      case TEMPORAL -> TimeNodes.of(call, arguments);
      case JAVA -> java(call, arguments);
    };
  }

  private static Node comparison(BoundCall call, List<Node> arguments) {
    return switch (call.function()) {
      case IN -> membership(call, arguments);
      case BETWEEN -> AnyOf.between(arguments);
      default -> new Comparison(call.function(), arguments.get(0), arguments.get(1));
    };
  }

  private static Node logic(BoundCall call, List<Node> arguments) {
    return switch (call.function()) {
      case AND -> connect(Connective.AND, call, arguments);
      case OR -> connect(Connective.OR, call, arguments);
      default -> new Logic.Not(arguments.getFirst());
    };
  }

  private static Node java(BoundCall call, List<Node> arguments) {
    if (arguments.size() == 1) {
      return new JavaUnary(call.function(), arguments.getFirst(), call.type());
    }
    Node left = arguments.get(0);
    Node right = arguments.get(1);
    return call.type() instanceof ArrowType.Bool
        ? new JavaComparison(call.function(), left, right)
        : new JavaArithmetic(call.function(), left, right, call.type(), call.toString());
  }

  /** A set where the values are many constants, otherwise one comparison after the other. */
  private static Node membership(BoundCall call, List<Node> arguments) {
    ConstantSet set = ConstantSet.of(call.arguments());
    if (set == null) {
      return AnyOf.in(arguments);
    }
    arguments.subList(1, arguments.size()).forEach(Node::close);
    return new MemberTest(arguments.getFirst(), set);
  }

  private static Node connect(Connective connective, BoundCall call, List<Node> arguments) {
    RightSide rows = call.arguments().get(1).canFail() ? RightSide.OPEN_ROWS : RightSide.ALL_ROWS;
    return new Logic.AndOr(connective, arguments.get(0), arguments.get(1), rows);
  }

  /** 0 - x: the same numbers, and the same overflow. */
  private Node negation(BoundCall call, BufferAllocator allocator) {
    Object zero =
        call.type() instanceof ArrowType.Decimal t
            ? java.math.BigDecimal.ZERO.setScale(t.getScale())
            : (Object) 0L;
    List<Node> arguments =
        nodes(
            List.of(new BoundLiteral(new Constant(zero, call.type())), call.arguments().getFirst()),
            allocator);
    Function minus = call.function() == Function.NEGATE ? Function.MINUS : Function.TRY_MINUS;
    BoundCall difference =
        new BoundCall(minus, call.arguments(), call.type(), call.nullable(), call.canFail());
    return arithmetic(difference, arguments.get(0), arguments.get(1));
  }

  private static Node arithmetic(BoundCall call, Node left, Node right) {
    if (Types.isFloat(call.type())) {
      return new FloatArithmetic(call.function(), left, right, call.type());
    }
    Operation operation =
        switch (call.function().strict()) {
          case PLUS -> Operation.PLUS;
          case MINUS -> Operation.MINUS;
          case TIMES -> Operation.TIMES;
          case INT_DIV -> Operation.DIVIDE;
          default -> Operation.REMAINDER;
        };
    String text = text(call);
    OnFailure onFailure =
        call.function() == call.function().strict() ? OnFailure.FAIL : OnFailure.GIVE_NULL;
    return call.type() instanceof ArrowType.Decimal decimal
        ? new DecimalArithmetic(operation, left, right, decimal, text, onFailure)
        : new IntegerArithmetic(
            operation, left, right, call.type(), text, values(call, operation), onFailure);
  }

  private static String values(BoundCall call, Operation operation) {
    return isNegation(call) ? IntegerArithmetic.NEGATED : IntegerArithmetic.infix(operation);
  }

  private static boolean isNegation(BoundCall call) {
    return call.arguments().size() == 1;
  }

  private static String text(BoundCall call) {
    return isNegation(call) ? "-" + call.arguments().getFirst() : call.toString();
  }
}
