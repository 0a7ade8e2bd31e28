/**
 * The entrance: {@link io.sabot.Expressions} to write expressions, {@link io.sabot.RunOptions} for
 * what a run may use, {@link io.sabot.SabotException} for what it may throw. Batches, operators,
 * sources and plans have rooms of their own below.
 */
@NullMarked
package io.sabot;

import org.jspecify.annotations.NullMarked;
