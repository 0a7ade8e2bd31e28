/**
 * The hash join: {@link io.sabot.operators.internal.join.JoinShape} says at plan time which columns
 * come out, {@link io.sabot.operators.internal.join.JoinRun} builds from input 1 and probes with
 * input 0.
 */
@NullMarked
package io.sabot.operators.internal.join;

import org.jspecify.annotations.NullMarked;
