/**
 * Bound expressions become columns here. {@link
 * io.sabot.operators.internal.expression.JvmExpressionCompiler} turns each into a tree of nodes; a
 * node asks its arguments for operands, runs a kernel over them and passes the result up. A frame
 * says which rows matter: a row that does not is computed as well where that is cheaper, but cannot
 * fail.
 */
package io.sabot.operators.internal.expression;
