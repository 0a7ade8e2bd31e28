/**
 * Expressions as data. {@link io.sabot.expression.Expression} is what users build; {@link
 * io.sabot.expression.Binder} types it against a schema and refuses what cannot work; a {@link
 * io.sabot.expression.BoundExpression} is what a back end compiles.
 */
@NullMarked
package io.sabot.expression;

import org.jspecify.annotations.NullMarked;
