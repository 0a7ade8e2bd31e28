package io.sabot.internal.lambda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method without side effects returns, in terms of what it was given. */
public sealed interface JavaTerm {
  /** What it is worth. */
  JavaKind kind();

  /** An argument of the function. */
  record Parameter(int index, JavaKind kind) implements JavaTerm {}

  /** A value that the lambda captured. */
  record Captured(int index, JavaKind kind) implements JavaTerm {}

  /**
   * A constant: {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String}, null.
   */
  record Value(@Nullable Object value, JavaKind kind) implements JavaTerm {}

  /** An operator over operands. */
  record Apply(JavaOperator operator, List<JavaTerm> operands, JavaKind kind) implements JavaTerm {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /** One value or another; only that one is computed. */
  record Choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) implements JavaTerm {
    @Override
    public JavaKind kind() {
      return then.kind() == JavaKind.OBJECT ? otherwise.kind() : then.kind();
    }
  }

  /** A primitive value as an object. */
  record Boxed(JavaTerm value) implements JavaTerm {
    @Override
    public JavaKind kind() {
      return JavaKind.OBJECT;
    }
  }

  /** An integer. */
  static JavaTerm of(int value) {
    return new Value(value, JavaKind.INT);
  }

  /** An operator whose result has the kind of its operands. */
  static JavaTerm apply(JavaOperator operator, JavaTerm... operands) {
    return new Apply(operator, List.of(operands), operands[0].kind());
  }

  /** An operator whose result has a kind of its own. */
  static JavaTerm apply(JavaOperator operator, JavaKind kind, JavaTerm... operands) {
    return new Apply(operator, List.of(operands), kind);
  }
}
