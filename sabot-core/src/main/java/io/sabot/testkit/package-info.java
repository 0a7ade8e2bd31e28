/**
 * The kit for testing operators, sources and sinks, the library's own and yours. No test framework
 * is needed: what fails throws an {@link java.lang.AssertionError}.
 *
 * <p>Start with {@link io.sabot.testkit.OperatorTester}, which reruns one case in every way its
 * input can be cut, and {@link io.sabot.testkit.Tables}, which writes tables as text. Random cases
 * print their seed; {@code -Dsabot.seed=…} replays it.
 */
@NullMarked
package io.sabot.testkit;

import org.jspecify.annotations.NullMarked;
