package io.sabot.operators.internal.gandiva;

import io.sabot.operators.internal.gandiva.Tree.Call;
import io.sabot.operators.internal.gandiva.Tree.Connected;
import io.sabot.operators.internal.gandiva.Tree.Connective;
import io.sabot.operators.internal.gandiva.Tree.DecimalLiteral;
import io.sabot.operators.internal.gandiva.Tree.If;
import io.sabot.operators.internal.gandiva.Tree.Input;
import io.sabot.operators.internal.gandiva.Tree.Literal;
import io.sabot.operators.internal.gandiva.Tree.Member;
import io.sabot.operators.internal.gandiva.Tree.Null;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.gandiva.expression.ExpressionTree;
import org.apache.arrow.gandiva.expression.TreeBuilder;
import org.apache.arrow.gandiva.expression.TreeNode;
import org.apache.arrow.vector.types.pojo.Field;

/** Trees as the objects that Gandiva's builder takes. Fields are called by their place. */
record TreeNodes(List<Field> inputs) {
  ExpressionTree expression(Tree tree, int place) {
    return TreeBuilder.makeExpression(node(tree), Field.nullable("result" + place, tree.type()));
  }

  private TreeNode node(Tree tree) {
    return switch (tree) {
      case Input input -> TreeBuilder.makeField(inputs.get(input.index()));
      case Literal literal -> literal(literal.value());
      case DecimalLiteral(String unscaled, var type) ->
          TreeBuilder.makeDecimalLiteral(unscaled, type.getPrecision(), type.getScale());
      case Null nothing -> TreeBuilder.makeNull(nothing.type());
      case Call call -> TreeBuilder.makeFunction(call.name(), nodes(call.arguments()), call.type());
      case If choice ->
          TreeBuilder.makeIf(
              node(choice.condition()),
              node(choice.then()),
              node(choice.otherwise()),
              choice.type());
      case Connected(Connective connective, List<Tree> arguments) ->
          connective == Connective.AND
              ? TreeBuilder.makeAnd(nodes(arguments))
              : TreeBuilder.makeOr(nodes(arguments));
      case Member(Tree value, List<Object> set) -> member(node(value), set);
    };
  }

  private List<TreeNode> nodes(List<Tree> trees) {
    return new ArrayList<>(trees.stream().map(this::node).toList());
  }

  private static TreeNode literal(Object value) {
    return switch (value) {
      case Boolean v -> TreeBuilder.makeLiteral(v);
      case Integer v -> TreeBuilder.makeLiteral(v);
      case Long v -> TreeBuilder.makeLiteral(v);
      case Float v -> TreeBuilder.makeLiteral(v);
      case Double v -> TreeBuilder.makeLiteral(v);
      default -> TreeBuilder.makeStringLiteral((String) value);
    };
  }

  private static TreeNode member(TreeNode value, List<Object> set) {
    return switch (set.getFirst()) {
      case Integer v -> TreeBuilder.makeInExpressionInt32(value, distinct(set, Integer.class));
      case Long v -> TreeBuilder.makeInExpressionBigInt(value, distinct(set, Long.class));
      default -> TreeBuilder.makeInExpressionString(value, distinct(set, String.class));
    };
  }

  private static <T> Set<T> distinct(List<Object> values, Class<T> type) {
    Set<T> set = new LinkedHashSet<>();
    values.forEach(value -> set.add(type.cast(value)));
    return set;
  }
}
