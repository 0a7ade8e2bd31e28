/**
 * The fluent door: a stream is described here, planned here and run here.
 *
 * <p>This is the one place that knows both the plan and the operators.
 */
@NullMarked
package io.sabot.stream;

import org.jspecify.annotations.NullMarked;
