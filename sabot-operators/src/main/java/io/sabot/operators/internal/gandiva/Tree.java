package io.sabot.operators.internal.gandiva;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** An expression in Gandiva's words, as data: what is equal shares an evaluator. */
sealed interface Tree {
  ArrowType type();

  /** A column, by its place among those that the step reads. */
  record Input(int index, ArrowType type) implements Tree {}

  /**
   * {@code Boolean}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String}.
   */
  record Literal(Object value, ArrowType type) implements Tree {}

  /** A decimal constant. */
  record DecimalLiteral(String unscaled, ArrowType.Decimal type) implements Tree {}

  record Null(ArrowType type) implements Tree {}

  record Call(String name, List<Tree> arguments, ArrowType type) implements Tree {}

  /** The second where the first is true, otherwise, also where it is null, the third. */
  record If(Tree condition, Tree then, Tree otherwise) implements Tree {
    @Override
    public ArrowType type() {
      return then.type();
    }
  }

  /** Kleene logic. */
  record Connected(Connective connective, List<Tree> arguments) implements Tree {
    @Override
    public ArrowType type() {
      return ArrowType.Bool.INSTANCE;
    }
  }

  /** How conditions are connected. */
  enum Connective {
    AND,
    OR
  }

  /**
   * Whether a value, where it is not null, is one of {@code Integer}, {@code Long}, {@code String}.
   */
  record Member(Tree value, List<Object> set) implements Tree {
    @Override
    public ArrowType type() {
      return ArrowType.Bool.INSTANCE;
    }
  }
}
