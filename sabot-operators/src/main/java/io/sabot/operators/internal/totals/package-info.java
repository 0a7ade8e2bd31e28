/**
 * Aggregates without keys, over the rows a pipeline leaves, as one step: by a generated loop where
 * there is one, otherwise by the pipeline and the grouping one after the other.
 */
@NullMarked
package io.sabot.operators.internal.totals;

import org.jspecify.annotations.NullMarked;
