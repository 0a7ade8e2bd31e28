/**
 * Loops made for one list of expressions: a hidden class reads columns and writes results, row by
 * row or vector by vector, with nothing in between. {@link
 * io.sabot.operators.internal.generate.Template} says what a loop does, {@link
 * io.sabot.operators.internal.generate.Support} whether it can, {@link
 * io.sabot.operators.internal.generate.LoopClass} writes it out of steps that stand among the
 * kernels, and {@link io.sabot.operators.internal.generate.BlockLoop} drives it over blocks of
 * rows.
 */
@NullMarked
package io.sabot.operators.internal.generate;

import org.jspecify.annotations.NullMarked;
