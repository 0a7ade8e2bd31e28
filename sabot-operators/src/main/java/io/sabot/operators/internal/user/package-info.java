/**
 * Loops that call user functions, row by row: generated per class of functions, or plain. They know
 * memory and Java's types, no column.
 */
@NullMarked
package io.sabot.operators.internal.user;

import org.jspecify.annotations.NullMarked;
