/** Reads back what lambdas do. Knows Java's types and operators, no column. */
@NullMarked
package io.sabot.internal.lambda;

import org.jspecify.annotations.NullMarked;
