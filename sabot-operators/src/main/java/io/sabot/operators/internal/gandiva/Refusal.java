package io.sabot.operators.internal.gandiva;

/** An expression, or part of one, that Gandiva would not answer as the kernels do. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String reason) {
    super(reason, null, false, false);
  }
}
